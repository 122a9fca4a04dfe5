using CrmContacts.Core.Data;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Tags;

/// <summary>Tags are made by using them: unique by fold in a tenant, the first spelling wins.</summary>
internal static class TagWrites
{
    /// <summary>The ids of these tags, made where they are missing.</summary>
    public static Task<Dictionary<string, Guid>> ResolveAsync(WriteSession session, IReadOnlyCollection<string> names, Guid? run, CancellationToken cancellation) =>
        NamedRows.ResolveAsync(session, "crm_tags", names, (fold, name) =>
            session.ExecuteAsync(
                "INSERT INTO crm_tags (tenant, id, name, name_fold, created_run) VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT (tenant, name_fold) DO NOTHING",
                [session.Tenant, Ids.New(session.Store.Clock.Now()), name, fold, run], cancellation), cancellation);

    /// <summary>The ids of those of these tags that there are.</summary>
    public static Task<Dictionary<string, Guid>> FindAsync(WriteSession session, IEnumerable<string> names, CancellationToken cancellation) =>
        NamedRows.FindAsync(session, "crm_tags", names.Select(n => TextFold.ForFilter(n.Trim())).Distinct(StringComparer.Ordinal), cancellation);
}
