using CrmContacts.Core.Activities;
using CrmContacts.Core.Paging;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Paging;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Activities;

internal sealed class TimelineEntryType : UnionGraphType
{
    public TimelineEntryType()
    {
        Name = "TimelineEntry";
        Description = "What stands in a contact's timeline.";
        Type<ActivityType>();
        Type<InteractionType>();
        ResolveType = _ => throw new InvalidOperationException("Entries are written, not resolved.");
    }
}

/// <summary>An entry of a page with its cursor.</summary>
internal sealed record TimelineEdge(string Cursor, ITimelineEntry Node);

internal sealed class TimelineConnectionType : WrittenType<Page<ITimelineEntry>>
{
    public TimelineConnectionType()
        : base("TimelineConnection", "A page of a contact's timeline. How many entries there are in all is the contact's `activityCount`.")
    {
        One<NonNullGraphType<PageInfoType>>("pageInfo", (page, _) => page, "Where this page stands among the others.");
        Many<ListGraphType<NonNullGraphType<TimelineEdgeType>>>("edges", (page, _) => page.Items.Select((e, i) => new TimelineEdge(page.Cursors[i], e)), "The entries of the page, each with its cursor.");
        Many<ListGraphType<NonNullGraphType<TimelineEntryType>>>("nodes", (page, _) => page.Items, "The entries of the page.");
    }
}

internal sealed class TimelineEdgeType : WrittenType<TimelineEdge>
{
    public TimelineEdgeType()
        : base("TimelineEdge", "An entry of a page, with the cursor that stands for its place.")
    {
        RequiredText("cursor", edge => edge.Cursor, "The place of this entry in the timeline.");
        One<NonNullGraphType<TimelineEntryType>>("node", (edge, _) => edge.Node, "The entry.");
    }
}
