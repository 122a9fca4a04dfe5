using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Scalars;

namespace CrmContacts.GraphQL.Contacts;

internal sealed class ContactStatusType : WireEnum<ContactStatus>
{
    public ContactStatusType()
        : base("Whether a contact is worked with.",
            (ContactStatus.Active, "The contact is worked with."),
            (ContactStatus.Inactive, "The contact is kept, but not worked with."),
            (ContactStatus.DoNotContact, "The contact does not want to be called or written to."))
    {
    }
}

internal sealed class ContactSourceType : WireEnum<ContactSource>
{
    public ContactSourceType()
        : base("Where a contact came from.",
            (ContactSource.WebForm, "A form on a web page."),
            (ContactSource.Referral, "Somebody recommended us."),
            (ContactSource.TradeShow, "A trade show."),
            (ContactSource.ColdCall, "A call that nobody had asked for."),
            (ContactSource.Website, "The website, other than by a form."),
            (ContactSource.Import, "A file that was imported."),
            (ContactSource.DirectoryImport, "An import from a directory of people."),
            (ContactSource.Api, "A program, over this API."),
            (ContactSource.Manual, "An agent, by hand."),
            (ContactSource.SocialMedia, "A social network."),
            (ContactSource.LeadConversion, "A lead that became a contact."))
    {
    }
}

internal sealed class ContactVisibilityType : WireEnum<ContactVisibility>
{
    public ContactVisibilityType()
        : base("Who may see a contact.",
            (ContactVisibility.All, "Every agent of the organization."),
            (ContactVisibility.Queue, "The agents of the queue that it is assigned to."),
            (ContactVisibility.Owner, "The agent that it is assigned to."))
    {
    }
}

internal sealed class PreferredChannelType : WireEnum<PreferredChannel>
{
    public PreferredChannelType()
        : base("How a contact likes to be reached.",
            (PreferredChannel.Phone, "By phone."),
            (PreferredChannel.Mobile, "By mobile phone."),
            (PreferredChannel.Email, "By e-mail."),
            (PreferredChannel.Sms, "By SMS."),
            (PreferredChannel.Whatsapp, "By WhatsApp."))
    {
    }
}

internal sealed class ConsentStateType : WireEnum<ConsentState>
{
    public ConsentStateType()
        : base("Whether a contact agreed to be written to over a channel.",
            (ConsentState.Unknown, "Nobody has asked."),
            (ConsentState.Yes, "The contact agreed."),
            (ConsentState.No, "The contact refused."))
    {
    }
}
