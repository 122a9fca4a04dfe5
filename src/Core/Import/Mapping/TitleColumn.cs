namespace CrmContacts.Core.Import.Mapping;

/// <summary>"Title" is a job in one export and "Ms" in the next: the other columns and the cells tell.</summary>
internal static class TitleColumn
{
    public static bool IsOne(SampleColumn column) => column.Plain is "title" or "titel" or "titre" or "titulo" or "titolo" or "contacttitle" or "persontitle";

    public static Candidate? Judge(SampleColumn column, SampleColumn[] all)
    {
        if (column.Share(ValueChecks.IsHonorific) > 0.3) return null;
        // Outlook has a column for the job beside it; in French both are called "Titre".
        var others = all.Where(c => c.Index != column.Index).ToArray();
        if (others.Any(c => Aliases.Find(c.Plain) is { Tier: 1 } other && other.Target == MappingTarget.Title)) return null;
        if (!column.IsBlank) return new(column, MappingTarget.Title, IsAcademic(column) ? 0.7 : 0.88, "context");
        var outlook = others.Any(c => c.Plain is "middlename" or "suffix" or "suffixe" or "sufijo" or "weiterevornamen");
        return outlook || IsAcademic(column) || others.Any(IsOne) ? null : new(column, MappingTarget.Title, 0.7, "context");
    }

    /// <summary>In these languages the word means a degree first of all.</summary>
    private static bool IsAcademic(SampleColumn column) => column.Plain is "titel" or "titolo" or "titulo";
}
