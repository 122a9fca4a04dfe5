namespace CrmContacts.Core.Import;

/// <summary>What becomes of a row that matches a contact which the importer may not see.</summary>
public enum HiddenMatch
{
    /// <summary>It is skipped: the importer learns that there is somebody, and nothing else.</summary>
    Skip,

    /// <summary>It makes a contact of its own: the importer learns nothing, and the person is there twice.</summary>
    Create,
}

/// <summary>The settings of imports: section <c>Crm:Import</c>.</summary>
public sealed class CrmImportOptions
{
    public HiddenMatch HiddenMatch { get; set; } = HiddenMatch.Skip;

    /// <summary>How many dry runs an agent without <c>crm.manage</c> may do in an hour: each tells which rows match contacts that they may not see.</summary>
    public int DryRunsAnHour { get; set; } = 20;

    /// <summary>How many days the failing rows and the file of a run are kept after its end.</summary>
    public int ErrorRowsKeptDays { get; set; } = 30;
}
