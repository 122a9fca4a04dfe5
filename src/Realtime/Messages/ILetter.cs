namespace CrmContacts.Realtime.Messages;

/// <summary>A message that can wait in a mailbox. It tells state, never a step, so that of two only the newer is kept.</summary>
internal interface ILetter
{
    /// <summary>Letters with equal keys replace each other.</summary>
    object Key { get; }

    /// <summary>This letter laid over one with the same key that still waits.</summary>
    ILetter Over(ILetter older);

    Task SendAsync(IContactsClient client);
}
