using CrmContacts.Realtime.Feeds;
using CrmContacts.Realtime.Tests.Stage;

namespace CrmContacts.Realtime.Tests.Feeds;

/// <summary>Memory is given back when many connections have gone, and only then.</summary>
public sealed class EbbTests
{
    private readonly ManualClock _clock = new();
    private readonly List<string> _steps = [];
    private readonly Ebb _ebb;

    public EbbTests() => _ebb = new Ebb(_clock, () => _steps.Add("collect"), () => _steps.Add("give back"), () => _steps.Add("tidy"));

    [Fact]
    public void Once_many_have_gone_and_it_is_quiet_memory_is_collected_then_given_back_once()
    {
        Came(Ebb.Many + 10);
        Went(Ebb.Many);
        Assert.Empty(_steps);

        _clock.Advance(Ebb.Quiet);
        Assert.Equal(["collect"], _steps);
        _clock.Advance(Ebb.Quiet);
        Assert.Equal(["collect", "give back"], _steps);

        Went(10);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, _steps.Count);
    }

    [Fact]
    public void Few_that_go_are_not_worth_a_collection()
    {
        Came(5 * Ebb.Many);
        Went(Ebb.Many - 1);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(_steps);
    }

    [Fact]
    public void While_they_come_and_go_nothing_is_collected()
    {
        Came(2 * Ebb.Many);
        Went(Ebb.Many);
        for (var i = 0; i < 10; i++)
        {
            _clock.Advance(Ebb.Quiet - TimeSpan.FromSeconds(1));
            Came(1);
        }

        Assert.Empty(_steps);
    }

    [Fact]
    public void What_many_letters_to_many_pages_left_behind_is_collected_and_what_few_pages_are_told_is_not()
    {
        Came(Ebb.Many - 1);
        _ebb.Told(Ebb.Letters * 3);
        Assert.Empty(_steps);

        Came(1);
        _ebb.Told(1);
        Assert.Equal(["tidy"], _steps);
        _ebb.Told(Ebb.Letters - 1);
        Assert.Equal(["tidy"], _steps);
        _ebb.Told(1);
        Assert.Equal(["tidy", "tidy"], _steps);
    }

    private void Came(int count)
    {
        for (var i = 0; i < count; i++)
            _ebb.Came();
    }

    private void Went(int count)
    {
        for (var i = 0; i < count; i++)
            _ebb.Went();
    }
}
