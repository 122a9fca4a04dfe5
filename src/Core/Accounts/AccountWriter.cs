using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Text;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Accounts;

/// <summary>The door through which accounts change. Names are unique without case in the tenant.</summary>
public sealed class AccountWriter
{
    private readonly Store _store;
    private readonly BulkWriter _bulk;

    internal AccountWriter(Store store, BulkWriter bulk) => (_store, _bulk) = (store, bulk);

    /// <summary>Makes an account. Needs <c>crm.edit</c>.</summary>
    public async Task<WriteResult<Account>> CreateAsync(Viewer viewer, string? name, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        if (Fault(name) is { } fault)
            return WriteResult<Account>.Refused(fault);
        var now = _store.Clock.Now();
        var account = new Account(Ids.New(now), name!.Trim(), now);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        var made = await session.ExecuteAsync(
            "INSERT INTO crm_accounts (tenant, id, name, name_fold, created_at) VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT (tenant, name_fold) DO NOTHING",
            [session.Tenant, account.Id, account.Name, TextFold.ForFilter(account.Name), now], cancellation);
        if (made == 0)
            return WriteResult<Account>.Refused(new NameTaken(account.Name));
        await session.CommitAsync(cancellation);
        return new(account);
    }

    /// <summary>Renames an account; its contacts are found by the new name from then on. Needs <c>crm.manage</c>.</summary>
    public async Task<WriteResult<Account>> RenameAsync(Viewer viewer, Guid id, string? name, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Manage);
        Account? before;
        await using (var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation))
        {
            before = (await AccountRows.NamesAsync(session, session.Tenant, [id], cancellation)).GetValueOrDefault(id);
            if (before is null)
                return WriteResult<Account>.Refused(new AccountNotFound(id));
            if (Fault(name) is { } fault)
                return WriteResult<Account>.Refused(fault);
            var fold = TextFold.ForFilter(name!.Trim());
            if (await session.ScalarAsync<long>("SELECT count(*) FROM crm_accounts WHERE tenant = @p0 AND name_fold = @p1 AND id <> @p2", [session.Tenant, fold, id], cancellation) > 0)
                return WriteResult<Account>.Refused(new NameTaken(name.Trim()));
            await session.ExecuteAsync("UPDATE crm_accounts SET name = @p2, name_fold = @p3 WHERE tenant = @p0 AND id = @p1", [session.Tenant, id, name.Trim(), fold], cancellation);
            await session.CommitAsync(cancellation);
        }

        await _bulk.OfAccountAsync(viewer, id, new BulkAction.IndexAgain(id), cancellation);
        return new(before with { Name = name.Trim() });
    }

    /// <summary>Deletes an account; its contacts stay, without it. Needs <c>crm.manage</c>.</summary>
    public async Task<WriteResult<Account>> DeleteAsync(Viewer viewer, Guid id, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Manage);
        Account? before;
        await using (var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation))
        {
            before = (await AccountRows.NamesAsync(session, session.Tenant, [id], cancellation)).GetValueOrDefault(id);
            if (before is null)
                return WriteResult<Account>.Refused(new AccountNotFound(id));
            await session.ExecuteAsync("DELETE FROM crm_accounts WHERE tenant = @p0 AND id = @p1", [session.Tenant, id], cancellation);
            await session.CommitAsync(cancellation);
        }

        await _bulk.OfAccountAsync(viewer, id, new BulkAction.ClearAccount(id), cancellation);
        return new(before);
    }

    private static FieldFault? Fault(string? name) => name?.Trim() switch
    {
        null or "" => new("name", "REQUIRED", "An account needs a name."),
        { Length: > ContactRules.MaxText } => new("name", "TOO_LONG", $"The name of an account has at most {ContactRules.MaxText} characters."),
        var text when text.Contains('\0') => new("name", "NUL_IN_TEXT", "The name holds a NUL character."),
        var text when !UnicodeText.IsWhole(text) => new("name", "TEXT_INVALID", "The name holds half of a character."),
        _ => null,
    };
}
