using System.Collections.Frozen;
using System.Text.Json;
using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Filters;

/// <summary>Which operations each kind of field has, and how they are named.</summary>
public static class FilterOps
{
    private static readonly FilterOp[] OfText =
        [FilterOp.Eq, FilterOp.Neq, FilterOp.Contains, FilterOp.Ncontains, FilterOp.In, FilterOp.Nin, FilterOp.StartsWith, FilterOp.NstartsWith, FilterOp.EndsWith, FilterOp.NendsWith];

    private static readonly FilterOp[] OfChoice = [FilterOp.Eq, FilterOp.Neq, FilterOp.In, FilterOp.Nin];

    private static readonly FilterOp[] OfFlag = [FilterOp.Eq, FilterOp.Neq];

    private static readonly FilterOp[] OfOrdered =
        [FilterOp.Eq, FilterOp.Neq, FilterOp.In, FilterOp.Nin, FilterOp.Gt, FilterOp.Ngt, FilterOp.Gte, FilterOp.Ngte, FilterOp.Lt, FilterOp.Nlt, FilterOp.Lte, FilterOp.Nlte];

    private static readonly FrozenDictionary<FilterOp, string> Names =
        Enum.GetValues<FilterOp>().ToFrozenDictionary(op => op, op => JsonNamingPolicy.CamelCase.ConvertName(op.ToString()));

    /// <summary>The operations of a kind of field, in the order of the API.</summary>
    public static IReadOnlyList<FilterOp> Of(FieldKind kind) => kind switch
    {
        FieldKind.Text or FieldKind.Key => OfText,
        FieldKind.Enum => OfChoice,
        FieldKind.Flag => OfFlag,
        _ => OfOrdered,
    };

    /// <summary>The name of an operation on the wire.</summary>
    public static string NameOf(FilterOp op) => Names[op];

    /// <summary>The operation of a kind of field that has this name, or null.</summary>
    public static FilterOp? Find(FieldKind kind, string name)
    {
        foreach (var op in Of(kind))
        {
            if (Names[op] == name)
                return op;
        }

        return null;
    }

    /// <summary>The operation that a negated one is the complement of, or null for one that is not negated.</summary>
    public static FilterOp? Positive(FilterOp op) => op switch
    {
        FilterOp.Neq => FilterOp.Eq,
        FilterOp.Nin => FilterOp.In,
        FilterOp.Ncontains => FilterOp.Contains,
        FilterOp.NstartsWith => FilterOp.StartsWith,
        FilterOp.NendsWith => FilterOp.EndsWith,
        FilterOp.Ngt => FilterOp.Gt,
        FilterOp.Ngte => FilterOp.Gte,
        FilterOp.Nlt => FilterOp.Lt,
        FilterOp.Nlte => FilterOp.Lte,
        _ => null,
    };
}
