using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>
/// Numbers beside which another column says what they are: Google's <c>Phone 1 - Type</c> (later <c>- Label</c>) and
/// <c>Phone 1 - Value</c>, or <c>phone_label</c> and <c>phone_number</c>.
/// </summary>
internal sealed class LabelledColumns
{
    private static readonly string[] Mobile = ["mobil", "cell", "handy", "portable", "movil", "cellulare", "iphone"];
    private static readonly string[] Nobody = ["fax", "pager"];
    private static readonly string[] Private = ["home", "privat", "domicile", "casa", "other"];
    private readonly Dictionary<string, SampleColumn> labels;

    public LabelledColumns(SampleColumn[] columns) =>
        labels = columns.Where(c => c.Name.Words.Count > 1 && c.Name.Words[^1] is "type" or "label").GroupBy(c => Stem(c.Name)).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    /// <summary>What a column of telephone numbers is by its label: a target, or none for a fax; null when it is no such column.</summary>
    public (MappingTarget? Target, double Score)? Find(SampleColumn column)
    {
        var words = column.Name.Words;
        if (words.Count < 2 || words[0] != "phone" || words[^1] is not ("value" or "number")) return null;
        var place = words.Count == 3 && int.TryParse(words[1], out var number) ? number : 1;
        if (!labels.TryGetValue(Stem(column.Name), out var label) || label.IsBlank) return place == 1 ? null : (null, 0);
        // The first is the one that people gave first; a later one is taken for what the first is not.
        var score = 0.96 - (0.03 * Math.Min(place, 10));
        if (Says(label, Nobody)) return (null, 0);
        return Says(label, Mobile) ? (MappingTarget.Mobile, score) : (MappingTarget.Phone, Says(label, Private) ? score - 0.1 : score);
    }

    private static bool Says(SampleColumn label, string[] words) => label.Share(v => TextFold.ForSearch(v) is var text && words.Any(w => text.Contains(w, StringComparison.Ordinal))) > 0.5;

    private static string Stem(ColumnName name) => string.Join(' ', name.Words.SkipLast(1));
}
