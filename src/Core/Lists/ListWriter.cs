using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Text;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Lists;

/// <summary>The door through which lists and their members change.</summary>
public sealed class ListWriter
{
    private readonly Store _store;
    private readonly CrmEvents _events;

    internal ListWriter(Store store, CrmEvents events) => (_store, _events) = (store, events);

    /// <summary>Makes a static list; the name is unique without case in the tenant. Needs <c>crm.edit</c>.</summary>
    /// <exception cref="CrmException">The name is blank, too long or taken.</exception>
    public async Task<Guid> CreateStaticAsync(Viewer viewer, string name, string? description, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        name = name.Trim();
        if (name.Length is 0 or > ContactRules.MaxText || name.Contains('\0'))
            throw new CrmException(ErrorCode.OptionInvalid, $"The name of a list has 1 to {ContactRules.MaxText} characters.", "name");
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.ListDefinition, WriteLane.Interactive, cancellation);
        var now = _store.Clock.Now();
        var id = Ids.New(now);
        var made = await session.ExecuteAsync(
            "INSERT INTO crm_lists (tenant, id, name, name_fold, description, kind, counting, created_at, updated_at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p7) ON CONFLICT (tenant, name_fold) DO NOTHING",
            [session.Tenant, id, name, TextFold.ForFilter(name), description, (long)ContactListKind.Static, false, now], cancellation);
        if (made == 0)
            throw new CrmException(ErrorCode.OptionInvalid, $"There is a list named '{name}' already.", "name");
        await session.CommitAsync(cancellation);
        return id;
    }

    /// <summary>Adds visible contacts to a static list; those that are in it already stay. Answers how many were added. Needs <c>crm.edit</c>.</summary>
    public async Task<int> AddMembersAsync(Viewer viewer, Guid listId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        var kind = await session.ScalarAsync<int?>("SELECT kind FROM crm_lists WHERE tenant = @p0 AND id = @p1", [session.Tenant, listId], cancellation);
        if (kind != (int)ContactListKind.Static)
            throw new CrmException(ErrorCode.ListUnknown, "There is no static list with this id.", "listId");
        var deltas = new CountDeltas();
        var added = 0;
        foreach (var found in (await ContactLoader.LoadAsync(session, contactIds, cancellation)).Values)
        {
            var bucket = ContactTable.BucketOf(found.Contact);
            if (found.Lists.Contains(listId) || !viewer.Sees(bucket))
                continue;
            await session.ExecuteAsync("INSERT INTO crm_list_members (tenant, list, contact) VALUES (@p0, @p1, @p2)", [session.Tenant, listId, found.Contact.Id], cancellation);
            deltas.Add(CountScope.List, listId, bucket, +1);
            added++;
        }

        await deltas.ApplyAsync(session, cancellation);
        await session.CommitAsync(cancellation);
        _events.CountsChanged(viewer.Tenant);
        return added;
    }
}
