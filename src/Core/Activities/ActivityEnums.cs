namespace CrmContacts.Core.Activities;

/// <summary>What somebody did with a contact. Numbers are stored: never renumber.</summary>
public enum ActivityType { Call = 0, Email = 1, Sms = 2, Whatsapp = 3, Note = 4, Meeting = 5, Task = 6, LeadConversion = 7 }

/// <summary>What an activity came from. Numbers are stored: never renumber.</summary>
public enum ActivitySource { Manual = 0, Interaction = 1, External = 2, Campaign = 3 }

/// <summary>Who began. Numbers are stored: never renumber.</summary>
public enum ActivityDirection { Inbound = 0, Outbound = 1 }

/// <summary>How far a task is. Numbers are stored: never renumber.</summary>
public enum TaskState { Open = 0, Done = 1, Cancelled = 2 }

/// <summary>What a conversation went over. Numbers are stored: never renumber.</summary>
public enum InteractionChannel { Sms = 0, Whatsapp = 1, Email = 2, Chat = 3, Social = 4 }
