using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Whose runs a viewer may read, cancel and take back: their own, and every one of the tenant with <c>crm.manage</c>.</summary>
internal static class RunRule
{
    /// <summary>The same as a condition over <c>r</c>, the tenant in it.</summary>
    public static string OfRuns(this Viewer viewer, SqlText sql) =>
        $"r.tenant = {sql.Arg(viewer.Tenant.Key)}" + (viewer.SeesAll ? "" : $" AND r.agent = {sql.Arg(viewer.AgentId)}");

    public static bool MayTouch(this Viewer viewer, RunRow row) => viewer.SeesAll || row.Run.AgentId == viewer.AgentId;
}
