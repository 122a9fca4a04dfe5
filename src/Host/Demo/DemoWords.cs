using CrmContacts.Core.Activities;

namespace CrmContacts.Host.Demo;

/// <summary>What is said in the demo.</summary>
internal static class DemoWords
{
    public static readonly IReadOnlyList<(ActivityType Type, string? Subject, string? Body)> Activities =
    [
        (ActivityType.Call, "Router loses its line", "Restarted it together; holds for now. Look at it again if it comes back."),
        (ActivityType.Note, null, "Wants the invoice as PDF, always to accounting, never by post."),
        (ActivityType.Task, "Send the quote for 40 headsets", "With the framework price."),
        (ActivityType.Email, "Your appointment on site", "Confirmed the time window and the contact person."),
        (ActivityType.Meeting, "Review of the year", "Two sites more in spring; fibre for both."),
        (ActivityType.Call, "Asked for the price list", null),
        (ActivityType.Whatsapp, "Photo of the cabinet", "Label is readable: the old splitter is still in."),
        (ActivityType.Task, "Call back about the renewal", "Contract ends next quarter."),
        (ActivityType.Sms, "Technician on the way", "Arrives within the hour."),
        (ActivityType.Note, "How to reach them", "Before noon on the mobile; the desk phone rings through to reception."),
        (ActivityType.LeadConversion, "Became a customer", "From the trade show's list."),
        (ActivityType.Call, "Complaint about the waiting queue", "Waited eleven minutes. Promised the direct number."),
        (ActivityType.Email, "Newsletter of the month", null),
        (ActivityType.Task, "Check the number porting", "All twelve numbers, before Friday."),
        (ActivityType.Meeting, "Visit at the booth", "Liked the softphone; wants to see it with their own directory."),
    ];

    public static readonly IReadOnlyList<(string Subject, IReadOnlyList<string> Lines)> Talks =
    [
        ("Line is down", ["Hello, our line is down since eight.", "Good morning, I am looking at it. Is the lamp red or green?", "Red.", "Thank you. The port was locked; I have opened it again.", "It works. Thanks!"]),
        ("Invoice", ["Could you send me the invoice of last month again?", "Of course, it is on its way to your address.", "Got it, thank you."]),
        ("Opening hours", ["Are you there on Saturday?", "On Saturdays from nine to one.", "Perfect.", "See you then!"]),
        ("More seats", ["We grow to 60 people in May. What do we need?", "Twenty licences and twenty headsets more. Shall I send a quote?", "Yes please, with delivery in April.", "You have it tomorrow.", "Great.", "Anything else?", "No, thank you."]),
        ("Wrong number shown", ["Our calls show the wrong number.", "Which one should it be?", "The one of the head office.", "Changed. Please try a call.", "Right now, thanks."]),
    ];
}
