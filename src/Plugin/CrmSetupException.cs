namespace CrmContacts;

/// <summary>The settings do not allow a start. The message says what to set and may be shown to the operator as it is.</summary>
public sealed class CrmSetupException(string message) : InvalidOperationException(message);
