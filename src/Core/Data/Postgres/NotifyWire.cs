using System.Data;
using System.Text;
using CrmContacts.Core.Nodes;
using Npgsql;

namespace CrmContacts.Core.Data.Postgres;

/// <summary>PostgreSQL's own signals: nothing to install. Each message costs a statement, and each listening node a connection.</summary>
internal sealed class NotifyWire(NpgsqlDataSource source) : INodeWire
{
    private const string Channel = "crm_contacts";

    /// <summary>A connection that says nothing for so long is asked whether it is still there.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public string Name => "PostgreSQL NOTIFY";

    /// <summary>It refuses 8,000.</summary>
    public int MostBytes => 7_900;

    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"SELECT pg_notify('{Channel}', $1)");
        command.Parameters.Add(new NpgsqlParameter { Value = Encoding.UTF8.GetString(message.Span) });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task ListenAsync(Action<ReadOnlyMemory<byte>> heard, Action joined, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        connection.Notification += (_, notification) => heard(Encoding.UTF8.GetBytes(notification.Payload));
        try
        {
            await SayAsync("LISTEN " + Channel, cancellation);
            joined();
            while (true)
            {
                if (!await connection.WaitAsync(Silence, cancellation))
                    await SayAsync("SELECT 1", cancellation);
            }
        }
        finally
        {
            // The pool gives a connection on as it is; one that is cut it lets go.
            if (connection.State == ConnectionState.Open)
                await SayAsync("UNLISTEN *", CancellationToken.None);
        }

        async Task SayAsync(string sql, CancellationToken stop)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(stop);
        }
    }
}
