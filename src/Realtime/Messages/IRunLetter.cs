using CrmContacts.Core.Visibility;

namespace CrmContacts.Realtime.Messages;

/// <summary>How far something is that goes on by itself: an import, a bulk action.</summary>
internal interface IRunLetter : ILetter
{
    Guid RunId { get; }

    /// <summary>True for whose run it is, and for <c>crm.manage</c>.</summary>
    bool MayBeFollowedBy(Viewer viewer);
}

/// <summary>Who may follow what goes on: one rule for every kind of run.</summary>
internal static class FollowerRule
{
    public static bool Allows(Viewer viewer, string agentId) =>
        viewer.SeesAll || (viewer.Permission >= Permission.Edit && string.Equals(viewer.AgentId, agentId, StringComparison.Ordinal));
}
