using Npgsql;

namespace CrmContacts.Core.Data.Postgres;

/// <summary>
/// Tells the planner how large an import makes the tables, before their own housekeeping comes by (once a minute at best). Of a table that it knows
/// nothing of it thinks that a tenant has a handful of rows, reads all of them for each batch, and an import takes longer the further it is.
/// </summary>
internal sealed class Growth(NpgsqlDataSource source)
{
    private const int Worth = 2_000;

    /// <summary>Every so much of what there is.</summary>
    private const int Share = 3;

    private int _rows;

    public async Task ByAsync(int rows, CancellationToken cancellation)
    {
        var grown = Interlocked.Add(ref _rows, rows);
        if (grown < Worth)
            return;
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var known = new NpgsqlCommand("SELECT reltuples::bigint FROM pg_class WHERE oid = 'crm_contacts'::regclass", connection);
            if ((long)grown * Share < (long)(await known.ExecuteScalarAsync(cancellation))!)
                return;
            Interlocked.Exchange(ref _rows, 0);
            await using var look = new NpgsqlCommand("ANALYZE crm_contacts, crm_match_keys, crm_contact_tags, crm_list_members, crm_custom_values, crm_changes, crm_accounts, crm_tags", connection);
            await look.ExecuteNonQueryAsync(cancellation);
        }
        catch (NpgsqlException) when (!cancellation.IsCancellationRequested)
        {
            // The server's own housekeeping comes to it: no import waits for this.
        }
    }
}
