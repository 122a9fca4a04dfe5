using System.Text.Json;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Filters;

namespace CrmContacts.Core.BulkActions;

/// <summary>Which contacts an action is about: named ones, those that a page's arguments would show, or all that are visible.</summary>
public sealed record ContactSelection
{
    /// <summary>How many ids one selection may name.</summary>
    public const int MaxIds = 10_000;

    public IReadOnlyList<Guid>? Ids { get; init; }
    public Filter? Where { get; init; }
    public string? Search { get; init; }
    public Guid? ListId { get; init; }

    /// <summary>Left out of what is selected otherwise.</summary>
    public IReadOnlyList<Guid> ExceptIds { get; init; } = [];
    public bool All { get; init; }

    // A filter that says nothing selects nothing: whoever means everybody says so.
    private bool Narrows => Where is { PassesAll: false } || !string.IsNullOrWhiteSpace(Search) || ListId is not null;

    /// <summary>What is wrong with it: an empty selection is never "all" by accident.</summary>
    public IEnumerable<IDomainFault> Faults()
    {
        if ((Ids?.Count ?? 0) > MaxIds || ExceptIds.Count > MaxIds)
            yield return new SelectionTooLarge(MaxIds);
        if (Ids is null && !Narrows && !All)
            yield return new FieldFault("selection", "REQUIRED", "Nothing is selected: give ids, a where, a search, a listId, or all: true.");
        else if (Ids is { Count: 0 })
            yield return new FieldFault("selection", "REQUIRED", "Nothing is selected: ids is empty.");
        if ((Ids is not null ? 1 : 0) + (Narrows ? 1 : 0) + (All ? 1 : 0) > 1)
            yield return new FieldFault("selection", "AMBIGUOUS", "Give either ids, or where, search and listId, or all: true.");
    }

    internal string ToJson() => JsonSerializer.Serialize(new Stored(Ids, Where is null ? null : FilterJson.Write(Where), Search, ListId, ExceptIds));

    internal static ContactSelection FromJson(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json)!;
        return new()
        {
            Ids = stored.Ids,
            Where = stored.Where is null ? null : FilterJson.Parse(stored.Where),
            Search = stored.Search,
            ListId = stored.ListId,
            ExceptIds = stored.ExceptIds,
            All = stored.Ids is null && stored is { Where: null, Search: null, ListId: null },
        };
    }

    private sealed record Stored(IReadOnlyList<Guid>? Ids, string? Where, string? Search, Guid? ListId, IReadOnlyList<Guid> ExceptIds);
}
