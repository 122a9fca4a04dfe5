using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Bench.Measuring;

/// <summary>What a bench found: printed as a table, written as JSON.</summary>
public sealed class Report(string name)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Figure> _figures = [];

    private sealed record Figure(string What, double Value, string Unit, double? MustReach, string? Result);

    /// <summary>Adds a figure; <paramref name="unit"/> says what it counts.</summary>
    public void Add(string what, double value, string unit) => _figures.Add(new(what, value, unit, null, null));

    /// <summary>Adds a figure that must not be greater than <paramref name="most"/>.</summary>
    public void Add(string what, double value, string unit, double most) => _figures.Add(new(what, value, unit, most, value <= most ? "pass" : "MISS"));

    /// <summary>Prints the table and writes <c>artifacts/bench/NAME.json</c>.</summary>
    public void Finish()
    {
        var width = _figures.Max(f => f.What.Length);
        foreach (var figure in _figures)
            Console.WriteLine($"{figure.What.PadRight(width)}  {Text(figure.Value),12}  {figure.Unit}{(figure.MustReach is { } most ? $"  (must reach {Text(most)}): {figure.Result}" : "")}");
        var file = Path.Combine(Repository.Artifacts("bench"), name + ".json");
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            name,
            at = TimeProvider.System.GetUtcNow(),
            cores = Environment.ProcessorCount,
            runtime = Environment.Version.ToString(),
            figures = _figures,
        }, Json));
        Console.WriteLine("written to " + Path.GetRelativePath(Repository.Root, file));
    }

    private static string Text(double value) =>
        value.ToString(value >= 1000 ? "N0" : value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
