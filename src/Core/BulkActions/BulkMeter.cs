using System.Diagnostics;
using System.Diagnostics.Metrics;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Telemetry;

namespace CrmContacts.Core.BulkActions;

/// <summary>What operators see of bulk actions: which, and how many contacts.</summary>
internal static class BulkMeter
{
    private static readonly Counter<long> Contacts = CrmTelemetry.Meter.CreateCounter<long>("crm.bulk.contacts", "{contact}", "Contacts that bulk actions changed, or left as they are.");

    /// <summary>The span of an action that goes on as a run.</summary>
    public static Activity? Run(Tenant tenant, BulkRow row) =>
        CrmTelemetry.Source.StartActivity("crm.bulk.run")?
            .SetTag(TenantTag.Name, tenant.Slug).SetTag("crm.bulk.id", row.Run.Id).SetTag("crm.bulk.action", ActionOf(row));

    /// <summary>A batch that is committed.</summary>
    public static void Done(Tenant tenant, BulkRow row, BulkBatch batch)
    {
        if (!Contacts.Enabled)
            return;
        Add("changed", batch.Changed.Count);
        Add("skipped", batch.Skipped.Count);

        void Add(string outcome, int contacts)
        {
            if (contacts > 0)
                Contacts.Add(contacts, TenantTag.Of(tenant), new("crm.bulk.action", ActionOf(row)), new("crm.outcome", outcome));
        }
    }

    private static string ActionOf(BulkRow row) => row.Undoes is not null ? "undo" : row.Action switch
    {
        BulkAction.Delete => "delete",
        BulkAction.AddTags => "add_tags",
        BulkAction.RemoveTags => "remove_tags",
        BulkAction.AssignToQueue => "assign_to_queue",
        BulkAction.Assign => "assign",
        BulkAction.SetStatus => "set_status",
        BulkAction.AddToList => "add_to_list",
        BulkAction.RemoveFromList => "remove_from_list",
        BulkAction.ClearAccount => "clear_account",
        BulkAction.IndexAgain => "index_again",
        _ => "other",
    };
}
