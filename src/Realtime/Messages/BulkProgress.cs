using System.Text.Json;
using System.Text.Json.Serialization;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Realtime.Messages;

/// <summary>A bulk action as its followers see it, in camelCase with UPPER_CASE enums.</summary>
/// <param name="agentId">Whose action it is; stays here.</param>
/// <param name="run">How far it is.</param>
[JsonConverter(typeof(BulkProgressConverter))]
public sealed class BulkProgress(string agentId, BulkRun run) : IRunLetter
{
    public BulkRun Run { get; } = run;

    object ILetter.Key => Run.Id;

    Guid IRunLetter.RunId => Run.Id;

    bool IRunLetter.MayBeFollowedBy(Viewer viewer) => FollowerRule.Allows(viewer, agentId);

    /// <summary>The later word, except that an action which is over does not go on again.</summary>
    ILetter ILetter.Over(ILetter older) =>
        older is BulkProgress { Run.IsOver: true } && !Run.IsOver ? older : this;

    Task ILetter.SendAsync(IContactsClient client) => client.BulkProgress(this);
}

internal sealed class BulkProgressConverter : LetterConverter<BulkProgress>
{
    public override void Write(Utf8JsonWriter writer, BulkProgress value, JsonSerializerOptions options)
    {
        var run = value.Run;
        writer.WriteStartObject();
        writer.WriteString("id"u8, run.Id);
        writer.WriteString("status"u8, Upper(run.Status));
        writer.WriteNumber("totalCount"u8, run.Total);
        writer.WriteNumber("affectedCount"u8, run.Affected);
        writer.WriteNumber("skippedCount"u8, run.Skipped);
        writer.WriteNumber("contactsPerSecond"u8, Finite(run.PerSecond) ?? 0);
        Number(writer, "etaSeconds"u8, Finite(run.EtaSeconds));
        Instant(writer, "createdAt"u8, run.CreatedAt);
        Instant(writer, "finishedAt"u8, run.FinishedAt);
        writer.WriteString("message"u8, run.Message);
        writer.WriteEndObject();
    }
}
