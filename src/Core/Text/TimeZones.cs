using System.Collections.Frozen;

namespace CrmContacts.Core.Text;

/// <summary>Time zones by IANA id. The list is our own, so a machine without tzdata gives the same answers; a zone that is newer than the list counts where the machine knows it.</summary>
public static class TimeZones
{
    private static readonly FrozenDictionary<string, string> Known =
        TimeZoneIds.All.Split(' ').ToFrozenDictionary(id => id, id => id, StringComparer.OrdinalIgnoreCase);

    public static bool IsValid(string text) => Normalize(text) is not null;

    /// <summary>The id as IANA spells it, found in any case; null when there is no such zone.</summary>
    public static string? Normalize(string text)
    {
        var id = text.Trim();
        if (Known.TryGetValue(id, out var known)) return known;
        return id.Contains('/') && !id.StartsWith('/') && !id.Contains("..", StringComparison.Ordinal)
            && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId ? zone.Id : null;
    }
}
