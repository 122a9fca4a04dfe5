namespace CrmContacts.Realtime.Messages;

/// <summary>A message that can wait in a mailbox. Two of one kind come to one, so that however long a connection is busy, little waits.</summary>
internal interface ILetter
{
    /// <summary>Letters with equal keys come to one.</summary>
    object Key { get; }

    /// <summary>This letter laid over one with the same key that still waits.</summary>
    ILetter Over(ILetter older);

    Task SendAsync(IContactsClient client);
}
