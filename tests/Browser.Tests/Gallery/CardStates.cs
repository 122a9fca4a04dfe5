using CrmContacts.Browser.Tests.Story;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Gallery;

/// <summary>The card, read and edited, its timeline, and the form for a new contact.</summary>
internal static class CardStates
{
    public static IReadOnlyDictionary<string, State> All { get; } = new Dictionary<string, State>(StringComparer.Ordinal)
    {
        ["card"] = new(stage => stage.CardAsync(stage.Gallery.Talkative)),
        ["card-lower-half"] = new(async stage =>
        {
            await stage.CardAsync(stage.Gallery.Talkative);
            await Card(stage).EvaluateAsync("c => c.scrollTo(0, 1e6)");
        }),
        ["card-read-only"] = new(stage => stage.CardAsync(stage.Gallery.Talkative, "carol")),
        ["card-hostile"] = new(stage => stage.CardAsync(stage.Gallery.Hostile)),
        ["card-name"] = new(stage => EditAsync(stage, "A-1010", "firstName")),
        ["card-edit"] = new(async stage =>
        {
            await EditAsync(stage, "A-1016", "assignedToId");
            await stage.Page.GetByTestId("f-assignedToId").ClickAsync();
            await stage.Page.GetByTestId("choice").First.WaitForAsync();
        }),
        ["card-wrong-value"] = new(async stage =>
        {
            await EditAsync(stage, "A-1019", "email");
            await stage.Page.GetByTestId("f-email").FillAsync("not an address");
            await stage.Page.Keyboard.PressAsync("Enter");
            await Card(stage).Locator("[aria-invalid=true]").WaitForAsync();
        }),
        ["card-conflict"] = new(async stage =>
        {
            await EditAsync(stage, "A-1025", "department");
            await stage.Page.GetByTestId("f-department").FillAsync("Mine");
            await stage.Gallery.Alice.AskAsync("mutation($input: UpdateContactInput!) { updateContact(input: $input) { contact { version } } }", new { input = new { id = await stage.Gallery.FindAsync("A-1025"), department = "Theirs" } });
            await stage.Page.Keyboard.PressAsync("Enter");
            await stage.SeesAsync("conflict");
        }),
        ["card-tag"] = new(async stage =>
        {
            await stage.CardAsync(await stage.Gallery.FindAsync("A-1037"));
            await stage.ClickAsync("add-tag");
            await stage.Page.Keyboard.TypeAsync("v");
            await stage.Page.GetByTestId("choice").First.WaitForAsync();
        }),
        ["card-saved"] = new(async stage =>
        {
            await EditAsync(stage, "A-1028", "title");
            await stage.Page.GetByTestId("f-title").FillAsync("Abteilungsleiterin für Großkunden");
            await stage.Page.Keyboard.PressAsync("Enter");
            await stage.SeesAsync("toast");
        }),
        ["timeline"] = new(stage => stage.TimelineAsync(stage.Gallery.Talkative)),
        ["conversation"] = new(async stage =>
        {
            await stage.TimelineAsync(stage.Gallery.Talkative);
            await stage.ClickAsync("open-conversation");
            await stage.SeesAsync("message-of");
        }),
        ["log-call"] = new(stage => LogAsync(stage, "A-1031", "CALL")),
        ["log-task"] = new(stage => LogAsync(stage, "A-1034", "TASK")),
        ["create"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.ClickAsync("create");
            await stage.SeesAsync("contact-form");
        }),
        ["create-whole"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.ClickAsync("create");
            await stage.ClickAsync("more-fields");
            await stage.SeesAsync("f-department");
        }),
        ["create-already-there"] = new(async stage =>
        {
            await stage.ListAsync();
            await stage.Root.EvaluateAsync("(e, phone) => e.createContact({ phone, firstName: 'Hannah' })", GalleryHost.Shared);
            await stage.SeesAsync("alike");
        }),
    };

    private static ILocator Card(Stage stage) => stage.Page.Locator("crm-contact-card");

    private static async Task EditAsync(Stage stage, string person, string key)
    {
        await stage.CardAsync(await stage.Gallery.FindAsync(person));
        await Card(stage).EvaluateAsync("(c, key) => c.edit(key)", key);
    }

    private static async Task LogAsync(Stage stage, string person, string kind)
    {
        await stage.TimelineAsync(await stage.Gallery.FindAsync(person));
        await stage.ClickAsync("log-" + kind);
        await stage.SeesAsync("activity-form");
    }
}
