using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Contacts;

/// <summary>
/// Takes contacts out of the store for good, with all that hangs on them. Their match keys are theirs to take who knows what the contacts
/// were (<see cref="MatchKeys.RemoveAsync"/>; deleted ones have none), and so are the counts.
/// </summary>
internal static class ContactRemoval
{
    /// <summary>The tables that hang on a contact by its id.</summary>
    private static readonly string[] Hanging = ["crm_changes", "crm_contact_tags", "crm_list_members", "crm_custom_values"];

    private static readonly string[] Timeline = ["crm_activities", "crm_interactions"];

    /// <param name="session">The contacts are locked in it.</param>
    /// <param name="contacts">Which ones.</param>
    /// <param name="bare">They have no activities and no conversations: nothing is looked for there.</param>
    public static async Task RemoveAsync(WriteSession session, IReadOnlyCollection<Guid> contacts, CancellationToken cancellation, bool bare = false)
    {
        foreach (var chunk in contacts.Chunk(512))
        {
            object[] ids = [.. chunk.Cast<object>()];
            if (!bare)
                await MessagesAsync(session, ids, cancellation);
            foreach (var table in bare ? Hanging : [.. Hanging, .. Timeline])
            {
                var sql = new SqlText();
                sql.Add($"DELETE FROM {table} WHERE tenant = {sql.Arg(session.Tenant)} AND {session.Dialect.In("contact", ids, sql)}");
                await session.ExecuteAsync(sql, cancellation);
            }
        }

        await session.ForgetAsync(contacts, cancellation);
    }

    private static Task MessagesAsync(WriteSession session, object[] contacts, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"DELETE FROM crm_messages WHERE tenant = {sql.Arg(session.Tenant)} AND interaction IN (SELECT i.id FROM crm_interactions i WHERE i.tenant = {sql.Arg(session.Tenant)} AND {session.Dialect.In("i.contact", contacts, sql)})");
        return session.ExecuteAsync(sql, cancellation);
    }
}
