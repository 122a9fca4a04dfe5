using System.Text.Json.Nodes;
using CrmContacts.Core.Visibility;
using CrmContacts.Rest.OpenApi;
using static CrmContacts.Core.Errors.ErrorCode;

namespace CrmContacts.Rest.Calls;

/// <summary>What the document says of calls.</summary>
internal static class CallText
{
    public static readonly RestOperation Announce = new("announceCall", Words.Calls, Permission.View, "Tell of a call",
        "Passed on to the pages of the agent that are open, if any are, with the contacts that the agent may see. An agent may tell of their own calls; of others' `crm.manage` may. What else the body holds is passed over.")
    {
        BodyRequired = true,
        Forms = [new("application/json", Body(), new RestExample("ringing", "A call comes in", new JsonObject { ["agent"] = "alice", ["number"] = "+12125550100", ["call_id"] = "7f3a", ["direction"] = "inbound", ["event"] = "ringing" }))],
        Replies = [new(202, "It is passed on.")],
        Refusals = [CallInvalid, RequestInvalid, AgentUnknown, AgentAmbiguous],
    };

    private static JsonObject Body() => new()
    {
        ["type"] = "object",
        ["required"] = JsonSchemas.Words("agent", "number", "call_id", "direction", "event"),
        ["properties"] = new JsonObject
        {
            ["agent"] = Member(JsonSchemas.Text(), "Id, e-mail or name of the agent."),
            ["number"] = Member(JsonSchemas.Text(), "The other end's number in any spelling, or a short one within the house."),
            ["call_id"] = Member(JsonSchemas.Text(), "The same for all that is told of one call."),
            ["direction"] = Member(JsonSchemas.Among("inbound", "outbound"), "Who called."),
            ["event"] = Member(JsonSchemas.Among("ringing", "answered", "ended"), "What happened."),
        },
    };

    private static JsonObject Member(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }
}
