using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Activities;

/// <summary>What must hold of a conversation that the host hands in.</summary>
internal static class InteractionRules
{
    public static IEnumerable<FieldFault> Faults(ClosedConversation one)
    {
        if (one.ExternalId.Length is 0 or > ActivityRules.MaxId)
            yield return new("externalId", "OUT_OF_RANGE", $"The id of a conversation has 1 to {ActivityRules.MaxId} characters.");
        if (one.EndedAt < one.StartedAt)
            yield return new("endedAt", "OUT_OF_RANGE", "A conversation cannot end before it begins.");
        var texts = ActivityRules.TextFaults("externalId", one.ExternalId, ActivityRules.MaxId)
            .Concat(ActivityRules.TextFaults("agentId", one.AgentId, ActivityRules.MaxId))
            .Concat(ActivityRules.TextFaults("queueId", one.QueueId, ActivityRules.MaxId))
            .Concat(ActivityRules.TextFaults("subject", one.Subject, ActivityRules.MaxSubject))
            .Concat(one.Messages.SelectMany(m => ActivityRules.TextFaults("body", m.Body, ActivityRules.MaxBody)
                .Concat(ActivityRules.TextFaults("sender", m.Sender, ActivityRules.MaxSubject))
                .Concat(ActivityRules.TextFaults("agentId", m.AgentId, ActivityRules.MaxId))));
        foreach (var fault in texts)
            yield return fault;
    }
}
