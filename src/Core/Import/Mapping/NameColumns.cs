namespace CrmContacts.Core.Import.Mapping;

/// <summary>What "Name" means depends on what stands beside it.</summary>
internal static class NameColumns
{
    public static List<Candidate> Settle(List<Candidate> candidates)
    {
        var first = Best(candidates, MappingTarget.FirstName);
        var last = Best(candidates, MappingTarget.LastName);
        var full = Best(candidates, MappingTarget.FullName);
        if (first is not null && last is not null)
        {
            // A file that leaves the separate names empty has them in one.
            if (full is null || full.Column.IsBlank || !first.Column.IsBlank || !last.Column.IsBlank) candidates.RemoveAll(c => c.Target == MappingTarget.FullName);
        }
        else if (full is not null && first is not null && IsBareName(full.Column))
        {
            // German files say "Name, Vorname", Dutch ones "Naam, Voornaam".
            if (!HasSeveralWords(full.Column)) Become(candidates, full, MappingTarget.LastName, 0.85);
        }
        else if (full is not null && last is not null && IsBareName(full.Column))
        {
            if (!HasSeveralWords(full.Column)) Become(candidates, full, MappingTarget.FirstName, 0.85);
        }
        else if (full is null && (first ?? last) is { } only && only.Column.Plain is "nom" or "nombre" or "nome" && HasSeveralWords((first ?? last)!.Column))
        {
            Become(candidates, (first ?? last)!, MappingTarget.FullName, 0.8);
        }
        return candidates;
    }

    private static Candidate? Best(List<Candidate> candidates, MappingTarget target) => candidates.Where(c => c.Target == target).MaxBy(c => c.Score);

    private static bool IsBareName(SampleColumn column) => column.Plain is "name" or "naam" or "navn" or "namn" or "nimi";

    private static bool HasSeveralWords(SampleColumn column) => column.Share(v => v.Contains(' ')) > 0.66;

    private static void Become(List<Candidate> candidates, Candidate one, MappingTarget target, double score)
    {
        candidates.Remove(one);
        candidates.Add(one with { Target = target, Score = score, Reason = "context" });
    }
}
