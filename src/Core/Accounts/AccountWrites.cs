using CrmContacts.Core.Data;

namespace CrmContacts.Core.Accounts;

/// <summary>Accounts that an import names: linked, made when absent.</summary>
internal static class AccountWrites
{
    /// <summary>The id of each name, by its fold.</summary>
    public static Task<Dictionary<string, Guid>> ResolveAsync(WriteSession session, IReadOnlyCollection<string> names, Guid? run, CancellationToken cancellation) =>
        NamedRows.ResolveAsync(session, "crm_accounts", names, (fold, name) =>
            session.ExecuteAsync(
                "INSERT INTO crm_accounts (tenant, id, name, name_fold, created_run, created_at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5) ON CONFLICT (tenant, name_fold) DO NOTHING",
                [session.Tenant, Ids.New(session.Store.Clock.Now()), name, fold, run, session.Store.Clock.Now()], cancellation), cancellation);
}
