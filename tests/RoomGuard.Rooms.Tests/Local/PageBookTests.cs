using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Local;

namespace RoomGuard.Rooms.Tests.Local;

public sealed class PageBookTests
{
    private readonly RoomScript _room = new();
    private readonly PageBook _book = new(AlarmPriority.Warning);
    private int _noted;

    [Fact]
    public void What_was_raised_while_the_centre_was_heard_is_its_own_to_tell()
    {
        Leak(0, true);
        Assert.Null(Next(heard: 10, isAlone: true));
    }

    [Fact]
    public void What_was_raised_since_it_was_last_heard_is_told_once_and_its_end_once()
    {
        Leak(10, true);
        Assert.Null(Next(heard: 5, isAlone: false));
        var page = Next(heard: 5, isAlone: true)!;
        Assert.Equal(("contact", false), (page.Alarm.Rule, page.IsReturn));
        Assert.Equal(page.Alarm, Next(heard: 5, isAlone: true)!.Alarm);

        _book.MarkTold(page);
        Assert.Null(Next(heard: 5, isAlone: true));
        Assert.Equal(["leak-1/leak.wet|contact"], _book.ToldOf("hq/srv-1"));
        Assert.Equal(["hq/srv-1/leak-1/leak.wet|contact"], _book.Told);
        Leak(60, false);
        Tick(300);
        var end = Next(heard: 5, isAlone: true)!;
        Assert.True(end.IsReturn);
        _book.MarkTold(end);
        Assert.Null(Next(heard: 5, isAlone: true));
        Assert.Empty(_book.Told);
    }

    [Fact]
    public void What_came_and_went_is_told_even_after_the_centre_is_back_and_what_stands_then_is_not()
    {
        Leak(10, true);
        Leak(20, false);
        Tick(300);
        _room.Send(310, ("smoke-1/smoke.alarm", true));
        Note();
        Assert.NotNull(Next(heard: 5, isAlone: true));
        _book.Settle();
        var page = Next(heard: 320, isAlone: false)!;
        Assert.Equal("leak.wet", page.Alarm.Signal);
        Assert.NotNull(page.Alarm.ReturnedAt);
        _book.MarkTold(page);
        Assert.Null(Next(heard: 321, isAlone: false));
        _book.Settle();
        Assert.Empty(_book.Told);
    }

    [Fact]
    public void What_was_told_before_a_restart_is_not_told_again()
    {
        _book.Recall(["hq/srv-1/leak-1/leak.wet|contact"]);
        Leak(10, true);
        Assert.Null(Next(heard: 5, isAlone: true));
        Assert.Equal(["leak-1/leak.wet|contact"], _book.ToldOf("hq/srv-1"));
    }

    [Fact]
    public void Terms_of_peoples_work_and_information_are_not_told()
    {
        Tick(40 * 24 * 3600);
        Assert.NotEmpty(_room.Raised);
        Assert.Null(Next(heard: 0, isAlone: true));
    }

    [Fact]
    public void A_page_says_in_three_languages_what_where_since_when_and_why_the_agent_tells()
    {
        Leak(10, true);
        var page = Next(heard: 5, isAlone: true)!;
        Assert.Equal("[hq/srv-1] Water leak detected (leak-1) (agent node-1, the centre is silent)", page.Subject("node-1").En);
        var body = page.Body("node-1", TimeSpan.FromMinutes(7));
        Assert.Contains("hq/srv-1/leak-1/leak.wet: yes", body.En, StringComparison.Ordinal);
        Assert.Contains("Since: 2026-03-02 06:00:10 UTC", body.En, StringComparison.Ordinal);
        Assert.Contains("7", body.Ru, StringComparison.Ordinal);
        Assert.Contains("Проверьте центр", body.Ru, StringComparison.Ordinal);
        Assert.Contains("тексеріңіз", body.Kk, StringComparison.Ordinal);
        Assert.DoesNotContain("{", body.Kk + body.Ru + body.En, StringComparison.Ordinal);
    }

    [Fact]
    public void The_centre_does_not_tell_again_what_the_agent_told_but_tells_its_end()
    {
        var told = ToldAlarms.Write(["door-1/door.open|held-open", "leak-1/leak.wet|contact"]);
        _room.Send([RoomScript.Of(10, "leak-1/leak.wet", true), RoomScript.Of(10.2, "node-1/agent.told", told), RoomScript.Of(10.1, "smoke-1/smoke.alarm", true)], RoomScript.At(10.5));
        Assert.Equal([(Telling.ToldByAgent, "leak.wet"), (Telling.Raised, "smoke.alarm")], Changes().Select(change => (change.Telling, change.Alarm.Signal)));

        _room.Send(20, ("leak-1/leak.wet", false)).Send(20.5, ("node-1/agent.told", ToldAlarms.None));
        Tick(300);
        Assert.Contains((Telling.Returned, "leak.wet"), Changes().Select(change => (change.Telling, change.Alarm.Signal)));
        _room.Send(310, ("leak-1/leak.wet", true));
        Assert.Equal((Telling.Raised, "leak.wet"), Changes().Select(change => (change.Telling, change.Alarm.Signal)).Last());
    }

    [Fact]
    public void What_an_agent_told_long_ago_is_told_again()
    {
        _room.Send(10, ("node-1/agent.told", ToldAlarms.Write(["leak-1/leak.wet|contact"])));
        _room.Send(10 + 3601, ("leak-1/leak.wet", true));
        Assert.Equal(Telling.Raised, Changes().Last().Telling);
    }

    [Theory]
    [InlineData("always", true, 0, true)]
    [InlineData("always", false, 0, true)]
    [InlineData("alone", false, 0, false)]
    [InlineData("alone", true, 0, true)]
    [InlineData("always", false, 599, true)]
    [InlineData("always", false, 600, false)]
    public void A_siren_is_on(string when, bool isAlone, int after, bool isOn)
    {
        Leak(10, true);
        var rule = new OutputRule(AlarmPriority.Critical, when == "alone", TimeSpan.FromMinutes(10));
        Assert.Equal(isOn, rule.IsOn(_room.State.Alarms.Values, isAlone, null, RoomScript.At(10 + after)));
    }

    [Fact]
    public void A_button_silences_it_until_the_next_alarm()
    {
        var rule = new OutputRule(AlarmPriority.Critical, false, TimeSpan.Zero);
        Leak(10, true);
        Assert.False(rule.IsOn(_room.State.Alarms.Values, true, RoomScript.At(20), RoomScript.At(21)));
        _room.Send(30, ("smoke-1/smoke.alarm", true));
        Assert.True(rule.IsOn(_room.State.Alarms.Values, true, RoomScript.At(20), RoomScript.At(31)));
        Assert.False(new OutputRule(AlarmPriority.Critical, false, TimeSpan.Zero).IsOn([], true, null, RoomScript.At(31)));
    }

    private LocalPage? Next(double heard, bool isAlone) => _book.Next(RoomScript.At(heard), isAlone);

    private List<AlarmChanged> Changes() => [.. _room.Effects.OfType<AlarmChanged>().Where(change => change.Telling is not Telling.NoNews)];

    private void Leak(double second, bool isWet)
    {
        _room.Send(second, ("leak-1/leak.wet", isWet));
        Note();
    }

    private void Tick(double second)
    {
        _room.Until(second, Math.Max(1, second / 1000));
        Note();
    }

    private void Note()
    {
        foreach (var change in _room.Effects.Skip(_noted).OfType<AlarmChanged>())
        {
            _book.Note(change);
        }

        _noted = _room.Effects.Count;
    }
}
