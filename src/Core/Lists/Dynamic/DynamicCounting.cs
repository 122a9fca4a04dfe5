using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Tags;

namespace CrmContacts.Core.Lists.Dynamic;

/// <summary>What changes of contacts do to the counts of dynamic lists: each list is asked about the contact before and after.</summary>
internal static class DynamicCounting
{
    /// <summary>Called behind the writes of the steps: what is read here is what they left.</summary>
    public static async Task CountAsync(WriteSession session, IReadOnlyList<ContactStep> steps, CountDeltas counts, CancellationToken cancellation)
    {
        var lists = await DynamicLists.OfAsync(session, cancellation);
        if (lists.All.Count == 0 || steps.Count == 0)
            return;
        var beside = await Beside.ReadAsync(session, steps, lists.Asks, cancellation);
        foreach (var step in steps)
            Count(step, lists, beside, counts);
    }

    private static void Count(ContactStep step, DynamicLists lists, Beside beside, CountDeltas counts)
    {
        var from = step.FromBucket;
        var to = step.ToBucket;
        // Who comes, goes or moves is asked about by every list, even one that asks for nothing.
        var moved = from != to;
        var touched = moved ? 0 : Touched(step);
        if (!moved && (touched & lists.Asks) == 0)
            return;
        PlainFacts? before = null, after = null;
        foreach (var list in lists.All)
        {
            if (!moved && (touched & list.Asks) == 0)
                continue;
            var was = step.Before is not null && list.Has(before ??= new(beside.Before(step)));
            var isOn = step.After is not null && list.Has(after ??= new(beside.After(step)));
            if (was == isOn && !moved)
                continue;
            var scope = list.Counting ? CountScope.Counting : CountScope.List;
            if (was)
                counts.Add(scope, list.Id, from!, -1);
            if (isOn)
                counts.Add(scope, list.Id, to!, +1);
        }
    }

    /// <summary>In what the two differ: a list that asks for nothing of it has the contact before and after, or neither.</summary>
    private static ulong Touched(ContactStep step)
    {
        var bits = FieldBits.Differing(step.Before!.Contact, step.After!.Contact);
        if (!Same(step.Before.Tags, step.After.Tags))
            bits |= FieldBits.Tags;
        if (!Same(step.Before.Lists, step.After.Lists))
            bits |= FieldBits.Lists;
        return step.Custom.Count == 0 ? bits : bits | FieldBits.CustomFields;
    }

    private static bool Same(IReadOnlyList<Guid> one, IReadOnlyList<Guid> other) =>
        ReferenceEquals(one, other) || (one.Count == other.Count && one.ToHashSet().SetEquals(other));

    /// <summary>What stands beside the contacts of some steps, as far as any list asks for it: a statement for each kind.</summary>
    private sealed class Beside
    {
        private Dictionary<Guid, string> _tags = [];
        private Dictionary<Guid, string> _lists = [];
        private ILookup<Guid, CustomValue>? _values;

        public static async Task<Beside> ReadAsync(WriteSession session, IReadOnlyList<ContactStep> steps, ulong asks, CancellationToken cancellation)
        {
            var beside = new Beside();
            if ((asks & FieldBits.Tags) != 0)
                beside._tags = await TagRows.NamesAsync(session, session.Tenant, Of(steps, c => c.Tags), cancellation);
            if ((asks & FieldBits.Lists) != 0)
                beside._lists = await NamesAsync(session, Of(steps, c => c.Lists), cancellation);
            if ((asks & FieldBits.CustomFields) != 0)
                beside._values = await ValuesAsync(session, steps, cancellation);
            return beside;
        }

        public ContactFacts Before(ContactStep step) => Facts(step.Before!) with { CustomValues = _values is null ? [] : [.. Undone(step)] };

        public ContactFacts After(ContactStep step) => Facts(step.After!) with { CustomValues = _values is null ? [] : [.. Written(step)] };

        private ContactFacts Facts(LoadedContact contact) => new(contact.Contact)
        {
            Tags = _tags.Count == 0 ? [] : [.. contact.Tags.Where(_tags.ContainsKey).Select(id => _tags[id])],
            Lists = _lists.Count == 0 ? [] : [.. contact.Lists.Where(_lists.ContainsKey).Select(id => new ListFact(id, _lists[id]))],
        };

        /// <summary>A new contact has what it was made with; of the others everything was read.</summary>
        private IEnumerable<CustomValue> Written(ContactStep step) => step.IsNew
            ? step.Custom.Where(c => c.After is not null).Select(c => new CustomValue(c.Field, c.After!))
            : _values![step.Id];

        private IEnumerable<CustomValue> Undone(ContactStep step)
        {
            var changed = step.Custom.Select(c => c.Field.Id).ToHashSet();
            return _values![step.Id].Where(v => !changed.Contains(v.Field.Id))
                .Concat(step.Custom.Where(c => c.Before is not null).Select(c => new CustomValue(c.Field, c.Before!)));
        }

        private static List<Guid> Of(IReadOnlyList<ContactStep> steps, Func<LoadedContact, IReadOnlyList<Guid>> links)
        {
            var ids = new HashSet<Guid>();
            foreach (var step in steps)
            {
                if (step.Before is { } before)
                    ids.UnionWith(links(before));
                if (step.After is { } after)
                    ids.UnionWith(links(after));
            }

            return [.. ids];
        }

        private static async Task<Dictionary<Guid, string>> NamesAsync(WriteSession session, List<Guid> lists, CancellationToken cancellation)
        {
            var names = new Dictionary<Guid, string>();
            foreach (var chunk in lists.Chunk(512))
            {
                var sql = new SqlText();
                sql.Add($"SELECT l.id, l.name FROM crm_lists l WHERE l.tenant = {sql.Arg(session.Tenant)} AND {session.Dialect.In("l.id", [.. chunk.Cast<object>()], sql)}");
                foreach (var (id, name) in await session.ListAsync(sql, row => (session.Dialect.ReadId(row, 0), row.GetString(1)), cancellation))
                    names[id] = name;
            }

            return names;
        }

        private static async Task<ILookup<Guid, CustomValue>> ValuesAsync(WriteSession session, IReadOnlyList<ContactStep> steps, CancellationToken cancellation)
        {
            var values = new List<(Guid Contact, CustomValue Value)>();
            foreach (var chunk in steps.Where(s => !s.IsNew).Select(s => s.Id).Chunk(512))
            {
                foreach (var contact in await CustomValueRows.OfContactsAsync(session, session.Tenant, chunk, cancellation))
                    values.AddRange(contact.Select(value => (contact.Key, value)));
            }

            return values.ToLookup(v => v.Contact, v => v.Value);
        }
    }
}
