using CrmContacts.Core.Contacts;
using CrmContacts.Core.Filters;

namespace CrmContacts.Core.Lists;

/// <summary>What an input sets on a list. What is not set stays as it is.</summary>
public sealed record ListInput
{
    public Optional<string> Name { get; init; }
    public Optional<string> Description { get; init; }

    /// <summary>The filter of a dynamic list.</summary>
    public Optional<Filter> Where { get; init; }
}
