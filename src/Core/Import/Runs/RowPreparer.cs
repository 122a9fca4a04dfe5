using CrmContacts.Core.Contacts;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Import.Mapping;
using CrmContacts.Core.Import.Reading;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Reads and checks rows before the store is asked, and makes ready what a new contact would be.</summary>
internal sealed class RowPreparer(RunRow run, RowParser parser, TimeProvider clock)
{
    private static readonly Contact Blank = new() { Source = ContactSource.Import };

    private readonly HashSet<string> _matchBy = [.. run.Plan.MatchKeys];
    private readonly Dictionary<string, Guid> _fields = run.Plan.CustomFields.ToDictionary(f => f.Key, f => f.Id, StringComparer.Ordinal);

    public static async Task<RowPreparer> CreateAsync(RunRow run, Tenant tenant, IAgentDirectory directory, TimeProvider clock, CancellationToken cancellation)
    {
        var colleagues = await Colleagues.OfAsync(directory, tenant, cancellation);
        var options = new RowOptions
        {
            DefaultCountry = run.Plan.DefaultCountry,
            BlankCells = run.Plan.BlankCells,
            Agents = colleagues.Agents,
            Queues = colleagues.Queues,
            CustomFields = run.Plan.CustomFields,
            Values = run.Plan.Values ?? ValuesJson.None,
        };
        var mapping = new ColumnMapping([.. run.Plan.Mapping.Select(key => key is null ? null : MappingTarget.Find(key, run.Plan.CustomFields))]);
        return new RowPreparer(run, new RowParser(mapping, options), clock);
    }

    public PreparedRow Prepare(CsvRow row)
    {
        var parsed = parser.Parse(row);
        if (!parsed.IsValid)
            return new PreparedRow { Source = row, Faults = [.. parsed.Faults.Select(f => new RowProblem(f.Code, f.Message))] };
        var patch = parsed.ToPatch();
        if (parsed.Account is { IsSet: true, Value: null })
            patch = patch with { AccountId = (Guid?)null };
        var now = clock.Now();
        var fresh = patch.Apply(Blank with { Id = Ids.New(now), CreatedAt = now, UpdatedAt = now, CreatedRun = run.Run.Id }, run.Plan.DefaultCountry);
        var faults = ContactRules.Faults(fresh).Select(f => new RowProblem(f.Code.ToLowerInvariant(), f.Message)).ToList();
        return new PreparedRow
        {
            Source = row,
            Patch = patch,
            Fresh = fresh,
            Tags = parsed.Tags,
            Lists = parsed.ListNames,
            Account = parsed.Account.Value,
            Custom = parsed.Custom.Count == 0 ? [] : [.. parsed.Custom.Select(c => (_fields[c.Key], c.Value))],
            OwnId = parsed.Id,
            Keys = Keys(fresh),
            FreshKeys = MatchKeys.Of(fresh),
            FreshRow = run.Run.DryRun ? null : ContactTable.NewRow(run.Tenant, fresh, parsed.Account.Value),
            FreshFaults = faults,
        };
    }

    private List<MatchKey> Keys(Contact fresh)
    {
        var keys = new List<MatchKey>(2);
        Add(keys, "email", MatchKeys.OfEmail(fresh.Email));
        Add(keys, "phone", MatchKeys.OfPhone(fresh.PhoneE164));
        Add(keys, "mobile", MatchKeys.OfPhone(fresh.MobileE164));
        Add(keys, "external_crm_id", MatchKeys.OfExternal(fresh.ExternalCrmId));
        return keys;
    }

    private void Add(List<MatchKey> keys, string name, MatchKey? key)
    {
        if (key is { } one && _matchBy.Contains(name) && !keys.Contains(one))
            keys.Add(one);
    }
}
