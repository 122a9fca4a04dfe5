using CrmContacts.Core.Filters;

namespace CrmContacts.Core.Accounts;

/// <summary>A company that contacts belong to.</summary>
public sealed record Account(Guid Id, string Name, DateTimeOffset CreatedAt);

/// <summary>A page of accounts that somebody asks for.</summary>
public sealed record AccountQuery
{
    public int? First { get; init; }
    public string? After { get; init; }
    public int? Last { get; init; }
    public string? Before { get; init; }

    /// <summary>Over the fields of an account: see <see cref="FilterFields"/>.</summary>
    public Filter? Where { get; init; }

    /// <summary>By the id rather than by the name.</summary>
    public bool ById { get; init; }
    public bool Descending { get; init; }
    public bool WithTotal { get; init; }
}
