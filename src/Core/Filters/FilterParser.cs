using System.Globalization;
using System.Text.Json;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Filters;

/// <summary>Makes a <see cref="Filter"/> from the input object of the API, or from its JSON.</summary>
public static class FilterParser
{
    private const int MaxDepth = 16;
    private const int MaxNodes = 500;
    private const int MaxValues = 1000;

    private static readonly FilterOp[] TextOps =
        [FilterOp.Eq, FilterOp.Neq, FilterOp.Contains, FilterOp.Ncontains, FilterOp.In, FilterOp.Nin, FilterOp.StartsWith, FilterOp.NstartsWith, FilterOp.EndsWith, FilterOp.NendsWith];

    private static readonly FilterOp[] EnumOps = [FilterOp.Eq, FilterOp.Neq, FilterOp.In, FilterOp.Nin];

    private static readonly FilterOp[] OrderedOps =
        [FilterOp.Eq, FilterOp.Neq, FilterOp.In, FilterOp.Nin, FilterOp.Gt, FilterOp.Ngt, FilterOp.Gte, FilterOp.Ngte, FilterOp.Lt, FilterOp.Nlt, FilterOp.Lte, FilterOp.Nlte];

    /// <summary>The operations of a kind of field, in the order of the API.</summary>
    public static IReadOnlyList<FilterOp> OperationsOf(FieldKind kind) => kind switch
    {
        FieldKind.Text or FieldKind.Key => TextOps,
        FieldKind.Enum => EnumOps,
        _ => OrderedOps,
    };

    /// <summary>The name of an operation on the wire.</summary>
    public static string NameOf(FilterOp op) => JsonNamingPolicy.CamelCase.ConvertName(op.ToString());

    /// <summary>
    /// <paramref name="where"/> as nested dictionaries and lists, with enum values as their wire names (<c>DO_NOT_CONTACT</c>) or as themselves, UUIDs as <see cref="Guid"/> or text, instants as <see cref="DateTimeOffset"/>, <see cref="DateTime"/> or text.
    /// Null and <c>{}</c> give null: no filter.
    /// </summary>
    /// <exception cref="CrmException"><see cref="ErrorCode.FilterInvalid"/>, naming the path.</exception>
    public static Filter? Parse(IReadOnlyDictionary<string, object?>? where)
    {
        if (where is null || where.Count == 0)
            return null;
        var budget = MaxNodes;
        return Contact(where, "where", 0, ref budget);
    }

    /// <summary>The same from JSON.</summary>
    public static Filter? Parse(JsonElement where) => where.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Object => Parse((IReadOnlyDictionary<string, object?>)Plain(where, "where", 0)!),
        _ => throw Bad("where", "must be an object"),
    };

    private static Filter Contact(IReadOnlyDictionary<string, object?> input, string path, int depth, ref int budget)
    {
        Guard(path, depth, ref budget);
        var parts = new List<Filter>();
        foreach (var (name, value) in input)
        {
            var here = path + "." + name;
            if (value is null)
                continue;
            if (name is "and" or "or")
                parts.Add(Group(name, value, here, depth, ref budget, Contact));
            else if (name == "tags")
                parts.Add(Tags(Object(value, here), here, depth + 1, ref budget));
            else if (ContactFields.Find(name) is { } field)
                parts.Add(Operations(field, Object(value, here), here, depth + 1, ref budget));
            else
                throw Bad(here, "is no field that can be filtered");
        }

        return parts.Count == 1 ? parts[0] : new Filter.AllOf(parts);
    }

    private delegate Filter Reader(IReadOnlyDictionary<string, object?> input, string path, int depth, ref int budget);

    private static Filter Group(string name, object value, string path, int depth, ref int budget, Reader read)
    {
        var parts = new List<Filter>();
        var index = 0;
        foreach (var item in List(value))
        {
            var here = $"{path}[{index++}]";
            parts.Add(read(Object(item ?? throw Bad(here, "must not be null"), here), here, depth + 1, ref budget));
        }

        // An empty group is no filter, whichever it is.
        return parts.Count == 0 || name == "and" ? new Filter.AllOf(parts) : new Filter.AnyOf(parts);
    }

    private static Filter Operations(ContactField field, IReadOnlyDictionary<string, object?> input, string path, int depth, ref int budget)
    {
        Guard(path, depth, ref budget);
        var parts = new List<Filter>();
        foreach (var (name, value) in input)
        {
            var here = path + "." + name;
            if (name is "and" or "or" && field.Kind is FieldKind.Text or FieldKind.Key)
            {
                if (value is not null)
                    parts.Add(Group(name, value, here, depth, ref budget, (IReadOnlyDictionary<string, object?> inner, string at, int level, ref int left) => Operations(field, inner, at, level, ref left)));
                continue;
            }

            var op = OperationsOf(field.Kind).Cast<FilterOp?>().FirstOrDefault(o => NameOf(o!.Value) == name)
                ?? throw Bad(here, $"is no operation of {field.Name}");
            parts.Add(new Filter.Test(field, op, Operand(field, op, value, here)));
        }

        return parts.Count == 1 ? parts[0] : new Filter.AllOf(parts);
    }

    private static Filter Tags(IReadOnlyDictionary<string, object?> input, string path, int depth, ref int budget)
    {
        Guard(path, depth, ref budget);
        var parts = new List<Filter>();
        foreach (var (name, value) in input)
        {
            var here = path + "." + name;
            if (value is null)
                continue;
            parts.Add(name switch
            {
                "any" => new Filter.OverTags(Quantifier.Any, null, value as bool? ?? throw Bad(here, "must be true or false")),
                "some" => new Filter.OverTags(Quantifier.Some, Operations(ContactFields.TagName, Object(value, here), here, depth + 1, ref budget)),
                "none" => new Filter.OverTags(Quantifier.None, Operations(ContactFields.TagName, Object(value, here), here, depth + 1, ref budget)),
                "all" => new Filter.OverTags(Quantifier.All, Operations(ContactFields.TagName, Object(value, here), here, depth + 1, ref budget)),
                _ => throw Bad(here, "is no operation of a list"),
            });
        }

        return parts.Count == 1 ? parts[0] : new Filter.AllOf(parts);
    }

    private static object? Operand(ContactField field, FilterOp op, object? value, string path)
    {
        if (op is FilterOp.In or FilterOp.Nin)
        {
            if (value is null)
                throw Bad(path, "must be a list");
            var values = List(value).Select((v, i) => v is null ? NullOf(field, $"{path}[{i}]") : Scalar(field, v, $"{path}[{i}]")).ToArray();
            return values.Length <= MaxValues ? values : throw Bad(path, $"has more than {MaxValues} values");
        }

        if (value is not null)
            return Scalar(field, value, path);
        return op is FilterOp.Eq or FilterOp.Neq ? NullOf(field, path) : throw Bad(path, "must not be null");
    }

    private static object? NullOf(ContactField field, string path) =>
        field.Nullable ? null : throw Bad(path, $"must not be null: {field.Name} always has a value");

    private static object Scalar(ContactField field, object value, string path) => (field.Kind, value) switch
    {
        (FieldKind.Text or FieldKind.Key, string text) => text.Contains('\0') ? throw Bad(path, "must not hold NUL") : text,
        (FieldKind.Enum, Enum one) => one,
        (FieldKind.Enum, string name) => WireNames.Parse(field.EnumType!, name) ?? throw Bad(path, $"is no {field.EnumType!.Name}"),
        (FieldKind.Int, int or long or short) => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        (FieldKind.Uuid, Guid id) => id,
        (FieldKind.Uuid, string text) when Guid.TryParse(text, out var id) => id,
        (FieldKind.Instant, DateTimeOffset instant) => Instants.Cut(instant),
        (FieldKind.Instant, DateTime instant) => Instants.Cut(new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc))),
        (FieldKind.Instant, string text) when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => Instants.Cut(instant),
        _ => throw Bad(path, $"is not a value that {field.Name} can be compared with"),
    };

    private static IReadOnlyDictionary<string, object?> Object(object value, string path) => value switch
    {
        IReadOnlyDictionary<string, object?> map => map,
        IDictionary<string, object?> map => new Dictionary<string, object?>(map, StringComparer.Ordinal),
        _ => throw Bad(path, "must be an object"),
    };

    /// <summary>A single value stands for a list of one, as GraphQL coerces it.</summary>
    private static IEnumerable<object?> List(object value) => value switch
    {
        string => [value],
        IReadOnlyDictionary<string, object?> => [value],
        IDictionary<string, object?> => [value],
        System.Collections.IEnumerable many => many.Cast<object?>(),
        _ => [value],
    };

    private static void Guard(string path, int depth, ref int budget)
    {
        if (depth > MaxDepth)
            throw Bad(path, $"is nested more than {MaxDepth} deep");
        if (--budget < 0)
            throw Bad("where", $"has more than {MaxNodes} parts");
    }

    private static object? Plain(JsonElement json, string path, int depth)
    {
        if (depth > MaxDepth * 3)
            throw Bad(path, "is nested too deep");
        return json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().Aggregate(new Dictionary<string, object?>(StringComparer.Ordinal), (map, p) =>
            {
                map[p.Name] = Plain(p.Value, path + "." + p.Name, depth + 1);
                return map;
            }),
            JsonValueKind.Array => json.EnumerateArray().Select((item, i) => Plain(item, $"{path}[{i}]", depth + 1)).ToList(),
            JsonValueKind.String => json.GetString(),
            JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : throw Bad(path, "must be a whole number"),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
    }

    private static CrmException Bad(string path, string what) => new(ErrorCode.FilterInvalid, $"{path} {what}.", path);
}
