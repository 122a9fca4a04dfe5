using CrmContacts.Core.Activities;
using CrmContacts.Core.Directory;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Activities;

/// <summary>Reads timelines for all contacts of an answer at once, and messages for all conversations of those.</summary>
internal static class TimelineReading
{
    public static QueryArguments Arguments() =>
    [
        new QueryArgument<IntGraphType> { Name = "first", Description = "Take this many from the front: 10 when nothing is said, 200 at most." },
        new QueryArgument<StringGraphType> { Name = "after", Description = "Begin after this cursor." },
    ];

    public static async Task<NestedRead> OfContactsAsync(RootContext at, IReadOnlyList<Guid> contacts)
    {
        var pages = await at.Service<ActivityReader>().TimelinesAsync(at.Viewer, contacts, at.Argument<int?>("first"), at.Argument<string>("after"), at.Cancellation);
        var conversations = pages.Values.SelectMany(p => p.Items).OfType<Interaction>().Select(i => i.Id).ToList();
        var beside = await (await NamesAsync(at)).WithNestedAsync<Interaction>(at, conversations);
        return new(pages.ToDictionary(p => p.Key, p => (object)p.Value), beside);
    }

    public static async Task<NestedRead> MessagesAsync(RootContext at, IReadOnlyList<Guid> conversations)
    {
        var pages = await at.Service<InteractionReader>().MessagesAsync(at.Viewer, conversations, at.Argument<int?>("first"), at.Argument<string>("after"), at.Cancellation);
        return new(pages.ToDictionary(p => p.Key, p => (object)p.Value), await NamesAsync(at));
    }

    /// <summary>The names of agents and queues, where they are asked for.</summary>
    public static async Task<Relations> NamesAsync(RootContext at)
    {
        var beside = new Relations();
        if (at.Selection.Needs.HasFlag(Relation.Agents))
            beside = beside with { Agents = (await at.Service<DirectoryReader>().AgentsAsync(at.Viewer, at.Cancellation)).ToDictionary(a => a.Id, StringComparer.Ordinal) };
        if (at.Selection.Needs.HasFlag(Relation.Queues))
            beside = beside with { Queues = (await at.Service<DirectoryReader>().QueuesAsync(at.Viewer, at.Cancellation)).ToDictionary(q => q.Id, StringComparer.Ordinal) };
        return beside;
    }
}
