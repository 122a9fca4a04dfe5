namespace CrmContacts.Core.Contacts;

/// <summary>Numbers are stored: never renumber.</summary>
public enum ContactStatus { Active = 0, Inactive = 1, DoNotContact = 2 }

/// <summary>Where a contact came from. Numbers are stored: never renumber.</summary>
public enum ContactSource
{
    WebForm = 0, Referral = 1, TradeShow = 2, ColdCall = 3, Website = 4, Import = 5,
    DirectoryImport = 6, Api = 7, Manual = 8, SocialMedia = 9, LeadConversion = 10,
}

/// <summary>Who may see a contact. Numbers are stored: never renumber.</summary>
public enum ContactVisibility { All = 0, Queue = 1, Owner = 2 }

/// <summary>How a contact likes to be reached. Numbers are stored: never renumber.</summary>
public enum PreferredChannel { Phone = 0, Mobile = 1, Email = 2, Sms = 3, Whatsapp = 4 }

/// <summary>Whether a contact agreed to a channel. Numbers are stored: never renumber.</summary>
public enum ConsentState { Unknown = 0, Yes = 1, No = 2 }
