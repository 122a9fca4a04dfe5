using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Whose runs a viewer may read, cancel and take back: their own, and every one of the tenant with <c>crm.manage</c>.</summary>
internal static class RunRule
{
    public static bool MayTouch(this Viewer viewer, RunRow row) => viewer.SeesAll || row.Run.AgentId == viewer.AgentId;
}
