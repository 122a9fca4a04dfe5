using System.Data.Common;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Activities;

/// <summary><c>crm_interactions</c> and <c>crm_messages</c>: what is written, and how rows are read.</summary>
internal static class InteractionTable
{
    /// <summary>The columns that <see cref="Read"/> takes, each in the place of an activity's column of the same kind, so that one statement reads both.</summary>
    public const string Columns =
        "n.contact, n.id, n.ended_at, n.agent, n.subject, n.channel, n.message_count, NULL, n.queue, NULL, n.external_id, n.started_at, NULL, n.created_at, n.created_at";

    public static readonly Table Table = new("crm_interactions",
        new("tenant", ColumnKind.Long), new("id", ColumnKind.Id), new("contact", ColumnKind.Id), new("channel", ColumnKind.Short),
        new("started_at", ColumnKind.Instant), new("ended_at", ColumnKind.Instant), new("agent", ColumnKind.Text), new("queue", ColumnKind.Text),
        new("subject", ColumnKind.Text), new("external_id", ColumnKind.Text), new("message_count", ColumnKind.Int), new("created_at", ColumnKind.Instant));

    public static readonly Table Messages = new("crm_messages",
        new("tenant", ColumnKind.Long), new("interaction", ColumnKind.Id), new("position", ColumnKind.Int), new("id", ColumnKind.Id),
        new("at", ColumnKind.Instant), new("direction", ColumnKind.Short), new("agent", ColumnKind.Text), new("sender", ColumnKind.Text),
        new("body", ColumnKind.Text));

    public static object?[] Row(long tenant, Guid id, ClosedConversation one, DateTimeOffset now) =>
    [
        tenant, id, one.ContactId, (long)one.Channel, Instants.Cut(one.StartedAt), Instants.Cut(one.EndedAt), one.AgentId, one.QueueId,
        one.Subject, one.ExternalId, (long)one.Messages.Count, now,
    ];

    public static object?[] Row(long tenant, Guid interaction, int position, ConversationMessage one, DateTimeOffset now) =>
        [tenant, interaction, (long)position, Ids.New(now), Instants.Cut(one.At), (long)one.Direction, one.AgentId, one.Sender, one.Body];

    public static Interaction Read(DbDataReader row, Dialect dialect, int at) => new()
    {
        ContactId = dialect.ReadId(row, at),
        Id = dialect.ReadId(row, at + 1),
        EndedAt = dialect.ReadInstant(row, at + 2),
        AgentId = row.Text(at + 3),
        Subject = row.Text(at + 4),
        Channel = (InteractionChannel)row.GetInt32(at + 5),
        MessageCount = row.GetInt32(at + 6),
        QueueId = row.Text(at + 8),
        ExternalId = row.GetString(at + 10),
        StartedAt = dialect.ReadInstant(row, at + 11),
        CreatedAt = dialect.ReadInstant(row, at + 13),
    };
}
