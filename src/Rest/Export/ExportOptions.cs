using System.Text.Json;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Export;
using CrmContacts.Core.Filters;
using CrmContacts.Rest.Import;
using Microsoft.AspNetCore.Http;

namespace CrmContacts.Rest.Export;

/// <summary>The query of an export: <c>list</c>, <c>where</c>, <c>search</c>, <c>columns</c>; any other name is refused.</summary>
internal static class ExportOptions
{
    public static readonly IReadOnlySet<string> Known = new HashSet<string>(StringComparer.Ordinal) { "list", "where", "search", "columns" };

    /// <exception cref="CrmException">An option is unknown, comes twice, or is not valid; it says where.</exception>
    public static ExportQuery Read(IQueryCollection query)
    {
        var bag = new OptionBag(Known);
        foreach (var (name, values) in query)
        {
            foreach (var value in values)
                bag.Add(name, value ?? "");
        }

        return new ExportQuery
        {
            List = bag.One("list"),
            Where = bag.One("where") is { } json ? Filter(json) : null,
            Search = bag.One("search"),
            Columns = bag.One("columns")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
        };
    }

    private static Filter? Filter(string json)
    {
        try
        {
            return FilterJson.Parse(json);
        }
        catch (JsonException broken)
        {
            throw new CrmException(ErrorCode.FilterInvalid, $"where is no JSON: it breaks at character {broken.BytePositionInLine + 1}. Send the filter of the GraphQL API, such as {{\"status\":{{\"eq\":\"ACTIVE\"}}}}.", "where");
        }
    }
}
