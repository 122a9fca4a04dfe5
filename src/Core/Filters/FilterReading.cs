using System.Collections.Frozen;
using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Filters;

/// <summary>One reading of an input object: it counts the parts, so that no filter grows without end.</summary>
internal sealed class FilterReading
{
    private delegate Filter Reader(IReadOnlyDictionary<string, object?> input, string path, int depth);

    private int _left = FilterParser.MaxNodes;

    public Filter Contact(IReadOnlyDictionary<string, object?> input, string path, int depth) =>
        Members(input, path, depth, Contact, (name, value, here) => name switch
        {
            "tags" => Set(FilterSet.Tags, value, here, depth + 1, Operations(FilterFields.TagName)),
            "lists" => Set(FilterSet.Lists, value, here, depth + 1, Element(FilterFields.OfList)),
            "customFields" => Set(FilterSet.CustomFields, value, here, depth + 1, Element(FilterFields.OfCustomValue)),
            "account" => new Filter.OfAccount(Element(FilterFields.OfAccount)(Object(value, here), here, depth + 1)),
            "consent" => Element(FilterFields.OfConsent)(Object(value, here), here, depth + 1),
            _ => Field(FilterFields.OfContact, name, value, here, depth + 1),
        });

    public Filter Account(IReadOnlyDictionary<string, object?> input, string path) => Element(FilterFields.OfAccount)(input, path, 0);

    /// <summary>Reads objects with <c>and</c>, <c>or</c> and the fields of a table.</summary>
    private Reader Element(FrozenDictionary<string, ContactField> fields)
    {
        return Read;

        Filter Read(IReadOnlyDictionary<string, object?> input, string path, int depth) =>
            Members(input, path, depth, Read, (name, value, here) => Field(fields, name, value, here, depth + 1));
    }

    private Filter Field(FrozenDictionary<string, ContactField> fields, string name, object value, string path, int depth) =>
        fields.TryGetValue(name, out var field)
            ? Operations(field)(Object(value, path), path, depth)
            : throw FilterParser.Bad(path, "is no field that can be filtered");

    /// <summary>Reads the operations over one field; those over texts may be grouped.</summary>
    private Reader Operations(ContactField field)
    {
        return Read;

        Filter Read(IReadOnlyDictionary<string, object?> input, string path, int depth)
        {
            Guard(path, depth);
            var parts = new List<Filter>();
            foreach (var (name, value) in input)
            {
                var here = path + "." + name;
                if (name is "and" or "or" && field.Kind is FieldKind.Text or FieldKind.Key)
                {
                    if (value is not null)
                        parts.Add(Group(name, value, here, depth, Read));
                }
                else
                {
                    var op = FilterOps.Find(field.Kind, name) ?? throw FilterParser.Bad(here, $"is no operation of {field.Name}");
                    parts.Add(new Filter.Test(field, op, FilterOperand.Read(field, op, value, here)));
                }
            }

            return One(parts);
        }
    }

    private Filter Set(FilterSet set, object value, string path, int depth, Reader read)
    {
        Guard(path, depth);
        var parts = new List<Filter>();
        foreach (var (name, inner) in Object(value, path))
        {
            var here = path + "." + name;
            Quantifier quantifier = name switch
            {
                "all" => Quantifier.All,
                "none" => Quantifier.None,
                "some" => Quantifier.Some,
                "any" => Quantifier.Any,
                _ => throw FilterParser.Bad(here, "is no operation of a list"),
            };
            if (inner is null)
                continue;
            parts.Add(quantifier == Quantifier.Any
                ? new Filter.Over(set, quantifier, null, inner as bool? ?? throw FilterParser.Bad(here, "must be true or false"))
                : new Filter.Over(set, quantifier, read(Object(inner, here), here, depth + 1)));
        }

        return One(parts);
    }

    private Filter Members(IReadOnlyDictionary<string, object?> input, string path, int depth, Reader self, Func<string, object, string, Filter> member)
    {
        Guard(path, depth);
        var parts = new List<Filter>();
        foreach (var (name, value) in input)
        {
            var here = path + "." + name;
            if (value is not null)
                parts.Add(name is "and" or "or" ? Group(name, value, here, depth, self) : member(name, value, here));
        }

        return One(parts);
    }

    private static Filter Group(string name, object value, string path, int depth, Reader read)
    {
        var parts = new List<Filter>();
        foreach (var item in FilterOperand.List(value))
        {
            var here = $"{path}[{parts.Count}]";
            parts.Add(read(Object(item ?? throw FilterParser.Bad(here, "must not be null"), here), here, depth + 1));
        }

        // An empty group is no filter, whichever it is.
        return parts.Count == 0 || name == "and" ? new Filter.AllOf(parts) : new Filter.AnyOf(parts);
    }

    private static Filter One(List<Filter> parts) => parts.Count == 1 ? parts[0] : new Filter.AllOf(parts);

    private static IReadOnlyDictionary<string, object?> Object(object value, string path) => value switch
    {
        IReadOnlyDictionary<string, object?> map => map,
        IDictionary<string, object?> map => new Dictionary<string, object?>(map, StringComparer.Ordinal),
        _ => throw FilterParser.Bad(path, "must be an object"),
    };

    private void Guard(string path, int depth)
    {
        if (depth > FilterParser.MaxDepth)
            throw FilterParser.Bad(path, $"is nested more than {FilterParser.MaxDepth} deep");
        if (--_left < 0)
            throw FilterParser.Bad("where", $"has more than {FilterParser.MaxNodes} parts");
    }
}
