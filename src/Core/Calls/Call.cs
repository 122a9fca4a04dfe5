using CrmContacts.Core.Activities;

namespace CrmContacts.Core.Calls;

/// <summary>How far a call is.</summary>
public enum CallEvent
{
    /// <summary>It rings, at the agent's phone or at the other end.</summary>
    Ringing,

    /// <summary>Somebody took it.</summary>
    Answered,

    /// <summary>It is over, taken or not.</summary>
    Ended,
}

/// <summary>A call at an agent's phone, as the telephony system tells of it.</summary>
/// <param name="Agent">Whose phone: the agent's id, else e-mail, else name without case.</param>
/// <param name="Number">The other end, in any spelling.</param>
/// <param name="CallId">The telephony system's name for the call, the same for each of its events; 1 to 128 characters.</param>
/// <param name="Direction">Who began.</param>
/// <param name="Event">How far it is.</param>
public sealed record Call(string Agent, string Number, string CallId, ActivityDirection Direction, CallEvent Event);
