using System.Text;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Rules;
using RoomGuard.Rooms.Rules.Kinds;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Tests.Rules;

public class AlarmRuleTests
{
    // pdu, outlet, contact and probe belong to the climate and the feeds; equipment, journal and room are this program's own.
    private static readonly string[] Families =
        ["env", "leak", "smoke", "fire", "door", "acs", "ias", "ups", "gen", "ats", "feed", "mains", "breaker", "pdu", "hvac", "cam", "nvr", "agent", "probe", "contact"];

    private static RuleBook Book => RoomScript.ReadRoom("""{"id":"srv-1","type":"server"}""").Rules.Book;

    [Fact]
    public void Every_family_of_signals_has_rules_and_every_rule_a_signal_a_source_and_words_in_three_languages()
    {
        Assert.All(Families, family => Assert.Contains(Book.All, rule => rule.Signal.StartsWith(family + ".", StringComparison.Ordinal)));
        foreach (var rule in Book.All)
        {
            Assert.True(rule.Signal == "*" || SignalCatalogue.Find(rule.Signal) is not null, rule.Name);
            Assert.True(rule.Source.Length > 5, rule.Name);
            var text = rule.Text ?? RoomTexts.Find($"alarm.{rule.Rule}.{rule.Signal}") ?? RoomTexts.Find($"alarm.{rule.Rule}");
            Assert.True(text is { Kk.Length: > 0, Ru.Length: > 0, En.Length: > 0 }, rule.Name);
        }
    }

    [Fact]
    public void Every_family_of_the_catalogue_is_named_above_or_has_nothing_to_be_wrong()
    {
        string[] silent = ["equipment", "journal", "room", "motion", "outlet"];
        var families = SignalCatalogue.All.Select(signal => signal.Id.Split('.')[0]).Distinct();
        Assert.Empty(families.Except(Families).Except(silent));
    }

    [Fact]
    public void A_trend_is_never_more_than_a_warning_and_has_a_limit_in_every_profile()
    {
        foreach (var profile in LimitProfile.Names)
        {
            var book = RoomScript.ReadRoom($$"""{"id":"srv-1","type":"server","limits":"{{profile}}"}""").Rules.Book;
            var trends = book.All.OfType<TrendRule>().ToList();
            Assert.True(trends.Count >= 4);
            Assert.All(trends, trend => Assert.True(trend.Priority <= AlarmPriority.Warning));
            Assert.All(trends, trend => Assert.Contains(book.For(trend.Signal)!.Trends, resolved => resolved.Rule == trend.Rule && resolved.To is not null));
        }
    }

    [Fact]
    public void A_site_overrides_a_rule_takes_one_away_and_adds_its_own_with_its_own_words()
    {
        var script = new RoomScript("""
            {"id":"srv-1","type":"server","rules":{"alarms":[
              {"signal":"leak.wet","wrong":true,"onDelay":"1 min","priority":"warning","source":"operator's order 12"},
              {"signal":"hvac.fault","rule":"contact","off":true},
              {"signal":"outlet.on","rule":"outlet-off","wrong":false,"text":{"kk":"Розетка өшірулі","ru":"Розетка выключена","en":"Outlet {equipment} is off"}}
            ]}}
            """);
        script.Send(0, ("leak-1/leak.wet", true), ("ac-1/hvac.fault", true), ("pdu-1.o1/outlet.on", false)).Until(30);
        Assert.Equal(("outlet-off", "Outlet pdu-1.o1 is off"), (script.OnlyAlarm().Rule, script.OnlyAlarm().Text.En));
        script.Until(62);
        Assert.Equal([("contact", AlarmPriority.Warning)], script.State.Alarms.Values.Where(alarm => alarm.Signal == "leak.wet").Select(alarm => (alarm.Rule, alarm.Priority)));
    }

    [Fact]
    public void A_rule_holds_for_every_phase_of_its_signal()
    {
        var script = new RoomScript().Hold(0, 70, 10, ("feed-1/feed.present", true), ("ups-1/ups.output.load.l2", 95));
        Assert.Equal(("limit-high", "ups.output.load.l2"), (script.OnlyAlarm().Rule, script.OnlyAlarm().Signal));
    }

    [Fact]
    public void Every_fault_of_a_rule_is_named_with_its_line()
    {
        var faults = Faults("""
            { "id": "srv-1", "type": "server", "rules": { "alarms": [
              { "signal": "leak.dry", "wrong": true },
              { "signal": "leak.wet", "states": ["damp"] },
              { "signal": "env.temp", "wrong": true },
              { "signal": "env.rh", "rule": "trend-high", "trend": { "risesTo": 60, "window": "30 min", "horizon": "1 h" }, "priority": "critical" },
              { "signal": "env.rh", "rule": "odd" },
              { "signal": "env.rh", "above": 60, "suppressedBy": ["env.rh/nothing"] }
            ] } }
            """);
        Assert.Equal([2, 3, 4, 5, 6], faults.Select(fault => fault.Line).Where(line => line > 1));
        Assert.Contains(faults, fault => fault.Message.Contains("env.rh/nothing", StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_that_suppress_each_other_in_a_circle_are_refused_by_name()
    {
        var faults = Faults("""
            { "id": "srv-1", "type": "server", "rules": { "alarms": [
              { "signal": "leak.wet", "rule": "a", "wrong": true, "suppressedBy": ["leak.wet/b"] },
              { "signal": "leak.wet", "rule": "b", "wrong": true, "suppressedBy": ["leak.wet/c"] },
              { "signal": "leak.wet", "rule": "c", "wrong": true, "suppressedBy": ["leak.wet/a"] }
            ] } }
            """);
        Assert.Contains("leak.wet/a ← leak.wet/b ← leak.wet/c ← leak.wet/a", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stuck_gauge_of_any_family_is_well_again_when_it_gives_a_value()
    {
        var script = new RoomScript().Send(0, ("ups-1/ups.battery.voltage", AbsenceReason.Stuck));
        Assert.Equal(AlarmRules.Stuck, script.OnlyAlarm().Rule);
        Assert.False(script.Send(10, ("ups-1/ups.battery.voltage", 27.1)).OnlyAlarm().IsActive);
    }

    private static IReadOnlyList<SettingsFault> Faults(string json)
    {
        var file = SettingsFile.Parse(Encoding.UTF8.GetBytes(json), "room.json");
        RoomDefinition.Read(file.Root, "hq");
        return file.Close();
    }
}
