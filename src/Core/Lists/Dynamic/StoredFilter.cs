using System.Text.Json;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Filters;

namespace CrmContacts.Core.Lists.Dynamic;

/// <summary>The filter of a dynamic list as it is stored, read by a version that may know other fields than the one that wrote it.</summary>
internal static class StoredFilter
{
    /// <summary>Nobody is on a list whose filter says nothing that is understood.</summary>
    public static readonly Filter Nobody = new Filter.AnyOf([]);

    /// <summary>The filter; where it cannot be read, one that nobody passes, and why.</summary>
    public static (Filter Filter, string? Problem) Read(string? json)
    {
        try
        {
            var filter = FilterJson.Parse(json ?? "{}") ?? new Filter.AllOf([]);
            return ListFilterRule.Fault(filter) is { } fault ? (Nobody, fault.Message) : (filter, null);
        }
        catch (Exception error) when (error is CrmException or JsonException)
        {
            return (Nobody, $"The filter cannot be read: {error.Message}");
        }
    }
}
