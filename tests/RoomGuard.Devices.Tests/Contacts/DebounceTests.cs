using RoomGuard.Devices.Contacts;

namespace RoomGuard.Devices.Tests.Contacts;

public sealed class DebounceTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void The_first_look_is_believed_at_once() => Assert.True(default(Debounce).See(true, Start, Hold).Believed);

    [Fact]
    public void A_level_that_holds_is_dated_by_its_first_edge()
    {
        var state = Play((0, false), (1000, true), (1050, true));
        Assert.True(state.Believed);
        Assert.Equal(Start.AddMilliseconds(1000), state.Since);
    }

    [Fact]
    public void A_spark_shorter_than_the_hold_is_nothing()
    {
        var state = Play((0, false), (1000, true), (1049, false), (2000, false));
        Assert.False(state.Believed);
        Assert.Null(state.DueAt(Hold));
    }

    [Fact]
    public void A_contact_that_bounces_is_dated_by_the_edge_after_which_it_held()
    {
        var state = Play((0, false), (1000, true), (1010, false), (1020, true), (1069, true));
        Assert.False(state.Believed);
        Assert.Equal(Start.AddMilliseconds(1070), state.DueAt(Hold));
        state = state.See(true, Start.AddMilliseconds(1070), Hold);
        Assert.True(state.Believed);
        Assert.Equal(Start.AddMilliseconds(1020), state.Since);
    }

    [Fact]
    public void Without_a_hold_every_edge_counts()
    {
        var state = default(Debounce).See(false, Start, TimeSpan.Zero).See(true, Start, TimeSpan.Zero);
        Assert.True(state.Believed);
    }

    private static Debounce Play(params (int Milliseconds, bool Level)[] looks) =>
        looks.Aggregate(default(Debounce), (state, look) => state.See(look.Level, Start.AddMilliseconds(look.Milliseconds), Hold));
}
