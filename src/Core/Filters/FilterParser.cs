using System.Text.Json;

namespace CrmContacts.Core.Filters;

/// <summary>Makes a <see cref="Filter"/> from the input object of the API, or from its JSON.</summary>
public static class FilterParser
{
    /// <summary>
    /// <paramref name="where"/> as nested dictionaries and lists, with enum values as their wire names (<c>DO_NOT_CONTACT</c>), UUIDs as <see cref="Guid"/> or text, instants as <see cref="DateTimeOffset"/> or text.
    /// Null and <c>{}</c> give null: no filter.
    /// </summary>
    /// <exception cref="Errors.CrmException"><see cref="Errors.ErrorCode.FilterInvalid"/>, naming the path.</exception>
    public static Filter? Parse(IReadOnlyDictionary<string, object?>? where) => throw new NotImplementedException();

    /// <summary>The same from JSON.</summary>
    public static Filter? Parse(JsonElement where) => throw new NotImplementedException();
}
