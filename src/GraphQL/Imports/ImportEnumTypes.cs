using CrmContacts.Core.Import;
using CrmContacts.GraphQL.Scalars;

namespace CrmContacts.GraphQL.Imports;

internal sealed class ImportStatusType() : WireEnum<ImportStatus>("How a run stands.",
    (ImportStatus.Queued, "It waits for its turn."),
    (ImportStatus.Running, "It goes on: `phase` says with what."),
    (ImportStatus.Completed, "Every row of the file was decided on."),
    (ImportStatus.Cancelled, "Somebody stopped it; what the counts say is in."),
    (ImportStatus.Failed, "It stopped at a fault of the server; what the counts say is in."),
    (ImportStatus.Undone, "It was taken back."));

internal sealed class ImportPhaseType() : WireEnum<ImportPhase>("What a run is doing.",
    (ImportPhase.Queued, "Nothing yet."),
    (ImportPhase.Reading, "It reads the file."),
    (ImportPhase.Writing, "It writes what it has read."),
    (ImportPhase.Finishing, "It writes the last of it."),
    (ImportPhase.Done, "It is over."),
    (ImportPhase.Undoing, "It is being taken back."));

internal sealed class OnDuplicateType() : WireEnum<OnDuplicate>("What becomes of a row that matches a contact.",
    (OnDuplicate.Update, "The contact is updated."),
    (OnDuplicate.Skip, "The row is skipped."));

internal sealed class BlankCellsType() : WireEnum<BlankCells>("What a blank cell does.",
    (BlankCells.Keep, "It leaves what is there."),
    (BlankCells.Clear, "It clears the field."));

internal sealed class ImportListModeType() : WireEnum<ImportListMode>("Which static lists the contacts of a file join.",
    (ImportListMode.None, "None."),
    (ImportListMode.Existing, "One that there is."),
    (ImportListMode.New, "One that is made for them."),
    (ImportListMode.PerRow, "Those that a column of the file names."));

internal sealed class KeptReasonType() : WireEnum<KeptReason>("Why an undo left a contact, or some fields of it, as they are.",
    (KeptReason.Edited, "The import made the contact, and somebody has changed it since."),
    (KeptReason.HasActivities, "The import made the contact, and it has activities or conversations since."),
    (KeptReason.Deleted, "The import made the contact, and somebody has deleted it: it goes when its time in the trash is over."),
    (KeptReason.Merged, "The import made the contact, and it was merged into another."),
    (KeptReason.FieldsEdited, "Somebody has changed fields since that the import had changed; the others have their former values."),
    (KeptReason.NotValid, "The former values do not go with what was changed since."));
