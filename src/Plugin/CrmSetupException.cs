namespace CrmContacts;

/// <summary>The settings do not allow a start. The message says what to set and may be shown to the operator as it is.</summary>
public sealed class CrmSetupException(string message) : InvalidOperationException(message)
{
    /// <summary>The message alone: a host logs a start that failed, and a trace of calls would hide what to do.</summary>
    public override string ToString() => Message;
}
