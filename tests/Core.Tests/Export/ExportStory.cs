using System.Text;
using CrmContacts.Core.Export;
using CrmContacts.Core.Import.Reading;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Export;

/// <summary>What the tests of exports say again and again.</summary>
internal static class ExportStory
{
    public static async Task<string> ExportAsync(this TestStore store, Viewer viewer, ExportQuery? query = null)
    {
        var csv = await store.Get<ExportReader>().OpenAsync(viewer, query ?? new ExportQuery());
        using var bytes = new MemoryStream();
        await csv.WriteAsync(bytes, CancellationToken.None);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The rows as an importer parses them, each by its headers.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string csv)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        var format = CsvSource.Detect(file, new FormatOptions());
        var rows = new List<IReadOnlyDictionary<string, string>>();
        for (var reader = CsvRows.Open(file, format); reader.TryRead(out var row);)
            rows.Add(format.Headers.Zip(row.Cells).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal));
        return rows;
    }
}
