using System.Collections.Concurrent;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Calls;

/// <summary>The door through which calls come in. They are passed on to listeners; nothing is stored.</summary>
public sealed class CallWriter
{
    private readonly ConcurrentDictionary<(long Tenant, string Agent), bool> _ids = new();
    private readonly IAgentDirectory _directory;
    private readonly CrmEvents _events;

    internal CallWriter(IAgentDirectory directory, CrmEvents events) => (_directory, _events) = (directory, events);

    /// <summary>A call that the agent's own client, or a telephony system with <c>crm.manage</c>, tells of.</summary>
    /// <exception cref="CrmException">
    /// <see cref="ErrorCode.NotAuthorized"/> for the phone of somebody else without <c>crm.manage</c>; else as for
    /// <see cref="AnnounceAsync(Tenant, Call, CancellationToken)"/>.
    /// </exception>
    public async Task AnnounceAsync(Viewer viewer, Call call, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        call = CallRule.Checked(call, viewer.Tenant.DefaultCountry);
        var own = string.Equals(call.Agent, viewer.AgentId, StringComparison.Ordinal);
        call = own ? call : call with { Agent = await AgentAsync(viewer.Tenant, call.Agent, cancellation) };
        if (!viewer.SeesAll && !string.Equals(call.Agent, viewer.AgentId, StringComparison.Ordinal))
            throw new CrmException(ErrorCode.NotAuthorized, "Calls of another agent's phone are told with crm.manage only.", "agent");
        _events.CallMoved(viewer.Tenant, call);
    }

    /// <summary>A call that the host itself tells of.</summary>
    /// <exception cref="CrmException">
    /// <see cref="ErrorCode.CallInvalid"/>, naming the field; <see cref="ErrorCode.AgentUnknown"/> or
    /// <see cref="ErrorCode.AgentAmbiguous"/> where nobody or several agents are meant.
    /// </exception>
    public async Task AnnounceAsync(Tenant tenant, Call call, CancellationToken cancellation = default)
    {
        call = CallRule.Checked(call, tenant.DefaultCountry);
        _events.CallMoved(tenant, call with { Agent = await AgentAsync(tenant, call.Agent, cancellation) });
    }

    private async Task<string> AgentAsync(Tenant tenant, string named, CancellationToken cancellation)
    {
        // An id once known means its agent for good; only e-mails and names are looked up each time.
        if (_ids.ContainsKey((tenant.Key, named)))
            return named;
        var agents = await _directory.AgentsAsync(tenant, cancellation);
        if (!new NamesLookup(agents.Select(a => (a.Id, a.Email, (string?)a.Name))).TryFind(named, out var id, out var ambiguous))
        {
            throw ambiguous
                ? new CrmException(ErrorCode.AgentAmbiguous, "More than one agent has this name; use the id.", "agent")
                : new CrmException(ErrorCode.AgentUnknown, "No agent has this id, e-mail address or name.", "agent");
        }

        _ids.TryAdd((tenant.Key, id), true);
        return id;
    }
}
