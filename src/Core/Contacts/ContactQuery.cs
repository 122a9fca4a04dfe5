using CrmContacts.Core.Filters;
using CrmContacts.Core.Paging;

namespace CrmContacts.Core.Contacts;

/// <summary>One term of an order.</summary>
public sealed record ContactSort(ContactField Field, bool Descending = false);

/// <summary>A page of contacts that somebody asks for.</summary>
public sealed record ContactQuery
{
    /// <summary>Take this many from the front; null with <see cref="Last"/> null means <see cref="PageSize.Default"/>.</summary>
    public int? First { get; init; }
    public string? After { get; init; }
    public int? Last { get; init; }
    public string? Before { get; init; }

    /// <summary>Leave out this many before the page: counted from <see cref="After"/> or the front, or backwards from <see cref="Before"/> or the end when <see cref="Last"/> is taken.</summary>
    public int Skip { get; init; }
    public Filter? Where { get; init; }

    /// <summary>Empty: last name, first name. The id always ends the order.</summary>
    public IReadOnlyList<ContactSort> Order { get; init; } = [];

    /// <summary>Prefixes of words, and runs of three or more digits of a phone number; all must be found.</summary>
    public string? Search { get; init; }

    /// <summary>The list scope; null is all contacts.</summary>
    public Guid? ListId { get; init; }

    /// <summary>The fields to read; empty reads all.</summary>
    public IReadOnlySet<ContactField>? Fields { get; init; }

    /// <summary>False when only the count is wanted: then no page is read.</summary>
    public bool WithPage { get; init; } = true;

    /// <summary>True when the total is selected: only then it is counted.</summary>
    public bool WithTotal { get; init; }
}

/// <summary>A page. <see cref="Cursors"/> stand beside <see cref="Contacts"/>, one for each.</summary>
public sealed record ContactPage(IReadOnlyList<Contact> Contacts, IReadOnlyList<string> Cursors, bool HasNextPage, bool HasPreviousPage, long? Total) : IPage;
