using CsCheck;
using RoomGuard.Devices.Contacts;

namespace RoomGuard.Devices.Tests.Contacts;

public sealed class ChatterTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void Thirty_changes_within_a_minute_are_no_contact(int changes, bool isOn) => Assert.Equal(isOn, After(changes, 1).IsOn);

    [Fact]
    public void A_busy_door_is_a_door() => Assert.False(After(1_000, 3).IsOn);

    [Fact]
    public void It_is_believed_again_after_a_quiet_minute()
    {
        var chatter = After(30, 1);
        Assert.True(chatter.Look(chatter.Last.AddSeconds(59)).IsOn);
        Assert.False(chatter.Look(chatter.Last.AddSeconds(60)).IsOn);
        Assert.True(chatter.See(chatter.Last.AddSeconds(40)).IsOn);
    }

    [Fact]
    public void Fewer_than_thirty_changes_in_any_minute_never_chatter() =>
        Gen.Int[2_100, 60_000].Array[1, 200].Sample(gaps =>
        {
            var (chatter, at) = (default(Chatter), Start);
            foreach (var gap in gaps)
            {
                at = at.AddMilliseconds(gap);
                chatter = chatter.See(at);
            }

            return !chatter.IsOn;
        });

    private static Chatter After(int changes, double seconds)
    {
        var chatter = default(Chatter);
        for (var i = 0; i < changes; i++)
        {
            chatter = chatter.See(Start.AddSeconds(i * seconds));
        }

        return chatter;
    }
}
