using System.Text.Json;
using CrmContacts.Core.Contacts;

namespace CrmContacts.GraphQL.Execution;

/// <summary>One field of a selection: the name that it answers to, and what writes it.</summary>
/// <param name="TypeName">Set for <c>__typename</c>, which no writer knows.</param>
internal sealed record SelectedField(string Name, JsonEncodedText Key, FieldWriter? Write, Selection Below, JsonEncodedText TypeName)
{
    /// <summary>Set for a field that reads by its own arguments.</summary>
    public NestedSelection? Nested { get; init; }
}

/// <summary>
/// What an operation asks of one object, flattened: fragments spread, duplicates merged, directives applied.
/// It knows what must be read before it can be written, and then writes without asking anybody.
/// </summary>
internal sealed class Selection
{
    public static readonly Selection Empty = new([], new HashSet<ContactField>(), Relation.None, []);

    private readonly SelectedField[] _fields;
    private readonly Dictionary<Type, Selection>? _byType;

    public Selection(SelectedField[] fields, IReadOnlySet<ContactField> reads, Relation needs, IReadOnlyList<NestedSelection> nested)
    {
        _fields = fields;
        Reads = reads;
        Needs = needs;
        Nested = nested;
    }

    /// <summary>A union's or an interface's: one selection for each type that it may be.</summary>
    public Selection(Dictionary<Type, Selection> byType)
        : this([], byType.Values.SelectMany(s => s.Reads).ToHashSet(), byType.Values.Aggregate(Relation.None, (sum, s) => sum | s.Needs), [.. byType.Values.SelectMany(s => s.Nested)]) => _byType = byType;

    /// <summary>The fields of contacts that are to be read, here and below.</summary>
    public IReadOnlySet<ContactField> Reads { get; }

    /// <summary>The same and the id, on which everything else hangs; made once, since a selection is used again and again.</summary>
    public IReadOnlySet<ContactField> ReadsWithId => field ??= new HashSet<ContactField>(Reads) { ContactFields.Id };

    /// <summary>What is to be read beside contacts, here and below.</summary>
    public Relation Needs { get; }

    /// <summary>The fields with arguments of their own, here and below, down to the next such field.</summary>
    public IReadOnlyList<NestedSelection> Nested { get; }

    public bool Asks(string field) => Array.Exists(_fields, f => f.Name == field);

    public bool AsksOther(string field) => Array.Exists(_fields, f => f.Name != field && f.Write is not null);

    /// <summary>What writing one of these costs: one for each object, a tenth for each leaf; a field with arguments of its own by its rows.</summary>
    public long Weight(RootContext at)
    {
        var weight = 1L + Leaves / 10;
        foreach (var field in _fields)
        {
            if (field.Nested is { } nested)
            {
                var below = at.Below(nested);
                weight += RootField.BaseCost + below.Selection.PageWeight(below, nested.Field.Rows!(below.Arguments)) + (nested.Field.Cost?.Invoke(below) ?? 0);
            }
            else if (!field.Below.IsLeaf)
            {
                weight += field.Below.Weight(at);
            }
        }

        return Math.Min(_byType is null ? weight : _byType.Values.Max(one => one.Weight(at)), int.MaxValue);
    }

    /// <summary>What a connection costs: its rows times what is written of each.</summary>
    public long PageWeight(RootContext at, int rows) =>
        Math.Min(int.MaxValue, rows * (Below("nodes").Sum(s => s.Weight(at)) + Below("edges").Sum(s => s.Weight(at))));

    private bool IsLeaf => _fields.Length == 0 && _byType is null;

    private int Leaves => _fields.Count(f => f.Below.IsLeaf);

    /// <summary>The selections below a field, under whatever alias.</summary>
    public IEnumerable<Selection> Below(string field) => _fields.Where(f => f.Name == field).Select(f => f.Below);

    public void WriteOne(Answer answer, object? source)
    {
        var json = answer.Json;
        if (source is null)
        {
            json.WriteNullValue();
            return;
        }

        var fields = (_byType is null ? this : _byType[source.GetType()])._fields;
        json.WriteStartObject();
        foreach (var field in fields)
        {
            json.WritePropertyName(field.Key);
            if (field.Write is { } write)
                write(answer, source, field.Below);
            else
                json.WriteStringValue(field.TypeName);
        }

        json.WriteEndObject();
    }

    public void WriteMany(Answer answer, IEnumerable<object>? sources)
    {
        if (sources is null)
        {
            answer.Json.WriteNullValue();
            return;
        }

        answer.Json.WriteStartArray();
        foreach (var source in sources)
            WriteOne(answer, source);
        answer.Json.WriteEndArray();
    }
}
