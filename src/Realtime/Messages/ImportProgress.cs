using System.Text.Json;
using System.Text.Json.Serialization;
using CrmContacts.Core.Import;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Realtime.Messages;

/// <summary>A run as its followers see it, in camelCase with UPPER_CASE enums.</summary>
/// <param name="run">The run; its importer's id stays here.</param>
[JsonConverter(typeof(ImportProgressConverter))]
public sealed class ImportProgress(ImportRun run) : IRunLetter
{
    public ImportRun Run { get; } = run;

    object ILetter.Key => Run.Id;

    Guid IRunLetter.RunId => Run.Id;

    bool IRunLetter.MayBeFollowedBy(Viewer viewer) => FollowerRule.Allows(viewer, Run.AgentId);

    /// <summary>The later word, except that a run which is over goes on only to be taken back, and one that was taken back never does.</summary>
    ILetter ILetter.Over(ILetter older) =>
        older is ImportProgress { Run: { IsOver: true } was } && !Run.IsOver && (Run.Phase != ImportPhase.Undoing || was.Status == ImportStatus.Undone) ? older : this;

    Task ILetter.SendAsync(IContactsClient client) => client.ImportProgress(this);
}

internal sealed class ImportProgressConverter : LetterConverter<ImportProgress>
{
    public override void Write(Utf8JsonWriter writer, ImportProgress value, JsonSerializerOptions options)
    {
        var run = value.Run;
        writer.WriteStartObject();
        writer.WriteString("id"u8, run.Id);
        writer.WriteString("status"u8, Upper(run.Status));
        writer.WriteString("phase"u8, Upper(run.Phase));
        writer.WriteBoolean("dryRun"u8, run.DryRun);
        writer.WriteString("fileName"u8, run.FileName);
        writer.WriteNumber("rows"u8, run.Rows);
        writer.WriteNumber("imported"u8, run.Imported);
        writer.WriteNumber("updated"u8, run.Updated);
        writer.WriteNumber("unchanged"u8, run.Unchanged);
        writer.WriteNumber("skipped"u8, run.Skipped);
        writer.WriteNumber("errors"u8, run.Errors);
        Number(writer, "totalRows"u8, run.TotalRows);
        writer.WriteNumber("rowsPerSecond"u8, Finite(run.RowsPerSecond) ?? 0);
        Number(writer, "etaSeconds"u8, Finite(run.EtaSeconds));
        Instant(writer, "startedAt"u8, run.StartedAt);
        Instant(writer, "finishedAt"u8, run.FinishedAt);
        writer.WriteNumber("takenBack"u8, run.TakenBack);
        writer.WriteNumber("kept"u8, run.Kept);
        writer.WriteString("errorToken"u8, run.ErrorToken);
        writer.WriteString("message"u8, run.Message);
        writer.WriteEndObject();
    }
}
