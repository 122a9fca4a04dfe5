namespace CrmContacts.GraphQL.Tests.Answers;

/// <summary>A clock that goes on by a millisecond whenever it is looked at: ids sort as they were made, on every machine.</summary>
internal sealed class TickingClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2031, 5, 1, 9, 0, 0, TimeSpan.Zero).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref _ticks, TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
