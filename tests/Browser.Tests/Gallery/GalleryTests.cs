using CrmContacts.Tests.Support.Rounds;

namespace CrmContacts.Browser.Tests.Gallery;

/// <summary>
/// Every state in light, dark and from right to left, at 280, 320 and 640 pixels, in English and German: axe is content, everything
/// fits, the console is silent, and pictures are kept for people to judge (artifacts/screenshots/gallery). A state is brought about
/// once; its looks are changed in place. States take the looks in turn, and every one of them with <c>--full</c>.
/// </summary>
public sealed class GalleryTests(GalleryHost gallery) : IClassFixture<GalleryHost>
{
    private static readonly IReadOnlyDictionary<string, State> All =
        new[] { ListStates.All, CardStates.All, UploadStates.All }.SelectMany(states => states).ToDictionary(state => state.Key, state => state.Value, StringComparer.Ordinal);

    private static readonly List<string> Places = [.. All.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names => new(All.Keys);

    [Theory, MemberData(nameof(Names))]
    public async Task State_fits_and_axe_is_content(string name)
    {
        var state = All[name];
        var stage = new Stage(gallery);
        try
        {
            await state.Reach(stage);
            var faults = new List<string>();
            foreach (var look in TestRounds.Full ? Look.Every : Look.Usual(Places.IndexOf(name)))
                faults.AddRange(await look.AtAsync(gallery.Page, name));
            Assert.True(faults.Count == 0, string.Join('\n', faults));
        }
        finally
        {
            await stage.ClearAsync(state.Refused);
        }

        // What the network refuses on purpose, the browser says by itself.
        Assert.DoesNotContain(gallery.TakeSaid(), what => !state.Refused || !what.Contains("Failed to load resource", StringComparison.Ordinal) && !what.Contains("WebSocket connection", StringComparison.Ordinal));
    }
}
