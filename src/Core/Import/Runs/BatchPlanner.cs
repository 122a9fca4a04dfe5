using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Text;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import.Runs;

/// <summary>
/// Decides what becomes of each row: create, update, unchanged, skip or error. It reads, and writes nothing, so that a dry
/// run and a run come to the same.
/// </summary>
/// <param name="plan">How the file is imported.</param>
/// <param name="viewer">In whose name.</param>
/// <param name="run">The run's id.</param>
/// <param name="kept">What the rows of a dry run did, from the first on; null for a run, whose earlier batches are in the store.</param>
/// <param name="clock">Says when.</param>
internal sealed class BatchPlanner(RunPlan plan, Viewer viewer, Guid run, Overlay? kept, TimeProvider clock)
{
    private Overlay _overlay = null!;
    private bool _listIsThere;
    private CustomCellRules _custom = new([]);

    public NameBook Tags { get; private set; } = null!;

    public NameBook Accounts { get; private set; } = null!;

    public NameBook Lists { get; private set; } = null!;

    /// <summary>Plans a batch against what the session sees.</summary>
    public async Task<BatchPlan> PlanAsync(Session session, IReadOnlyList<PreparedRow> rows, CancellationToken cancellation)
    {
        Begin();
        await LearnAsync(session, rows, cancellation);
        var batch = new BatchPlan();
        foreach (var row in rows)
            Plan(row, batch);
        return batch;
    }

    /// <summary>Nothing of the store is remembered from batch to batch: what was there may be gone, and a long file has more names than there is memory.</summary>
    private void Begin()
    {
        kept?.NextBatch();
        _overlay = kept ?? new();
        (Tags, Accounts, Lists) = (new("crm_tags", kept is null), new("crm_accounts", kept is null), new("crm_lists", kept is null));
    }

    private void Plan(PreparedRow row, BatchPlan batch)
    {
        if (row.Faults.Count > 0)
        {
            batch.Fail(row, row.Faults);
            return;
        }

        var matches = Matches(row);
        if (plan.HiddenMatch == HiddenMatch.Create)
            matches.RemoveAll(m => !IsVisible(m));
        if (matches.Any(m => !IsVisible(m)))
        {
            // match_not_visible: one bit, given away on purpose; see docs/decisions/0003.
            batch.Tally.Skipped++;
            batch.Hidden++;
        }
        else if (matches.Count > 1)
            batch.Fail(row, [new("ambiguous_match", $"The row matches {matches.Count} contacts.")]);
        else if (matches.Count == 0)
            Create(row, batch);
        else if (plan.OnDuplicate == OnDuplicate.Skip)
            batch.Tally.Skipped++;
        else
            Update(row, matches[0], batch);
    }

    private List<LoadedContact> Matches(PreparedRow row)
    {
        if (row.OwnId is { } own)
            return _overlay.Contact(own) is { } mine ? [mine] : [];
        var ids = new HashSet<Guid>();
        foreach (var key in row.Keys)
        {
            foreach (var holder in _overlay.Holders(key))
            {
                if (key.Kind != MatchKind.External || SameProvider(row, _overlay.Contact(holder)))
                    ids.Add(holder);
            }
        }

        return [.. ids.Select(_overlay.Contact).OfType<LoadedContact>()];
    }

    /// <summary>An external id counts together with its provider when the file names one.</summary>
    private static bool SameProvider(PreparedRow row, LoadedContact? found) =>
        row.Patch!.ExternalCrmProvider.Value is not { } provider
        || (found?.Contact.ExternalCrmProvider is { } other && TextFold.ForFilter(provider) == TextFold.ForFilter(other));

    private bool IsVisible(LoadedContact found) =>
        viewer.Sees(ContactTable.BucketOf(found.Contact)) || found.Contact.CreatedRun == run || _overlay.IsMine(found.Contact.Id);

    private void Create(PreparedRow row, BatchPlan batch)
    {
        var custom = _custom.OfNew(row.Custom, out var missing);
        if (missing.Count > 0 || row.FreshFaults.Count > 0)
        {
            batch.Fail(row, [.. row.FreshFaults, .. missing]);
            return;
        }

        var fresh = row.Fresh!;
        if (row.Account is { } account)
        {
            fresh = fresh with { AccountId = Accounts.Use(account) };
            if (row.FreshRow is { } values)
                values[ContactTable.AccountColumn] = fresh.AccountId;
        }

        Accept(new ContactChange(null, fresh, TagIds(row), ListIds(row)) { Keys = row.FreshKeys, Row = row.FreshRow, Custom = custom }, batch);
        batch.Tally.Imported++;
    }

    private void Update(PreparedRow row, LoadedContact found, BatchPlan batch)
    {
        var after = row.Patch!.Apply(found.Contact, plan.DefaultCountry);
        var custom = _custom.Of(row.Custom, found.Custom, out var unfit);
        List<RowProblem> faults = [.. ContactRules.Faults(after).Select(f => new RowProblem(f.Code.ToLowerInvariant(), f.Message)), .. unfit];
        if (found.Tags.Count + row.Tags.Count > ContactRules.MaxTags && found.Tags.Union(row.Tags.Select(Tags.IdOf)).Count() is var many && many > Math.Max(ContactRules.MaxTags, found.Tags.Count))
            faults.Add(new("too_many", $"The contact would have {many} tags; at most {ContactRules.MaxTags} are kept."));
        if (faults.Count > 0)
        {
            batch.Fail(row, faults);
            return;
        }

        if (row.Account is { } account)
            after = after with { AccountId = Accounts.Use(account) };
        var tags = found.Tags.Union(TagIds(row)).ToList();
        var lists = ListIds(row).Except(found.Lists).ToList();
        if (tags.Count == found.Tags.Count && lists.Count == 0 && custom.Count == 0 && !ChangeHistory.Differences(found.Contact, after).Any())
        {
            batch.Tally.Unchanged++;
            return;
        }

        after = after with { Version = found.Contact.Version + 1, UpdatedAt = clock.Now() };
        Accept(new ContactChange(found, after, tags, lists) { Custom = custom }, batch);
        batch.Tally.Updated++;
    }

    private void Accept(ContactChange change, BatchPlan batch)
    {
        _overlay.Put(change);
        batch.Add(change);
    }

    private List<Guid> TagIds(PreparedRow row) => [.. row.Tags.Select(Tags.Use).Distinct()];

    /// <summary>The static lists that a row joins. One that was deleted or made dynamic since the run was started takes nobody.</summary>
    private List<Guid> ListIds(PreparedRow row) => plan.ListMode switch
    {
        ImportListMode.Existing => _listIsThere ? [plan.ListId!.Value] : [],
        ImportListMode.New => UseStatic([plan.ListName!]),
        ImportListMode.PerRow => UseStatic(row.Lists),
        _ => [],
    };

    private List<Guid> UseStatic(IEnumerable<string> names) =>
        [.. names.Where(name => Lists.KindOf(name) == (int)ContactListKind.Static).Select(Lists.Use).Distinct()];

    /// <summary>Asks the store, in a few statements, everything that the rows of a batch will want to know.</summary>
    private async Task LearnAsync(Session session, IReadOnlyList<PreparedRow> rows, CancellationToken cancellation)
    {
        var tenant = viewer.Tenant.Key;
        var keys = rows.SelectMany(r => r.Keys).Where(k => !_overlay.Knows(k)).Distinct().ToList();
        foreach (var kind in keys.GroupBy(k => k.Kind))
        {
            foreach (var chunk in kind.Chunk(512))
            {
                var sql = new SqlText();
                sql.Add($"SELECT k.value, k.contact FROM crm_match_keys k WHERE k.tenant = {sql.Arg(tenant)} AND k.kind = {sql.Arg((long)kind.Key)} AND {session.Dialect.In("k.value", [.. chunk.Select(k => k.Value)], sql)}");
                var holders = (await session.ListAsync(sql, row => (Value: row.GetString(0), Contact: session.Dialect.ReadId(row, 1)), cancellation)).ToLookup(h => h.Value, h => h.Contact);
                foreach (var key in chunk)
                    _overlay.Learn(key, holders[key.Value]);
            }
        }

        var ids = keys.SelectMany(_overlay.Holders).Concat(rows.Select(r => r.OwnId).OfType<Guid>()).Where(id => !_overlay.Knows(id)).Distinct().ToList();
        foreach (var found in (await ContactLoader.LoadAsync(session, tenant, ids, forUpdate: session is WriteSession, cancellation, withCustom: plan.CustomFields.Count > 0)).Values)
            _overlay.Learn(found);
        // Read anew for every batch: a field may have been deleted or changed since the one before.
        _custom = new(await CustomFieldRows.AllAsync(session, tenant, cancellation));
        await Tags.LearnAsync(session, tenant, rows.SelectMany(r => r.Tags), cancellation);
        await Accounts.LearnAsync(session, tenant, rows.Select(r => r.Account).OfType<string>(), cancellation);
        IEnumerable<string> lists = plan.ListMode == ImportListMode.New ? [plan.ListName!] : rows.SelectMany(r => r.Lists);
        await Lists.LearnAsync(session, tenant, lists, cancellation);
        if (plan.ListMode == ImportListMode.Existing)
            _listIsThere = await ListMembers.KindAsync(session, tenant, plan.ListId!.Value, cancellation) == ContactListKind.Static;
    }
}
