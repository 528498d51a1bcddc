using System.Text;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Rules;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Tests.Rules;

public class RoomRulesTests
{
    [Fact]
    public void A_room_reads_its_profile_its_own_limits_and_its_delays()
    {
        var room = RoomScript.ReadRoom("""
            { "id": "xc-1", "type": "cross_connect", "name": { "kk": "Кросс", "ru": "Кроссовая", "en": "Cross-connect" }, "limits": "ashrae-2021-rec",
              "rules": { "heldOpen": "90 s", "limits": [ { "signal": "env.temp", "rule": "limit-high", "above": 24, "onDelay": "1 min" } ], "generatorTest": { "loadPercent": 50 } } }
            """);
        Assert.Equal(("hq/xc-1", RoomType.CrossConnect, "Кроссовая"), (room.Path, room.Type, room.Name.Ru));
        Assert.Equal(TimeSpan.FromSeconds(90), room.Rules.HeldOpen);
        Assert.Equal(50, room.Rules.GeneratorTest.LoadPercent);
        var high = Assert.Single(room.Rules.Limits.For("env.temp"), limit => limit.Rule == "limit-high");
        Assert.Equal((24, TimeSpan.FromMinutes(1)), (high.Limit, high.OnDelay));
        Assert.Contains(room.Rules.Limits.For("env.temp"), limit => limit.Rule == "limit-high-high");
    }

    [Fact]
    public void Every_fault_is_named_at_once_with_what_is_allowed()
    {
        var file = SettingsFile.Parse(Encoding.UTF8.GetBytes("""
            {
              "id": "Room 1", "type": "cellar", "limits": "warm",
              "equipment": [ { "id": "gen-1" }, { "id": "gen-1" } ],
              "rules": {
                "heldOpen": "2 s",
                "limits": [ { "signal": "door.open", "above": 1 }, { "signal": "env.temp", "above": 1, "below": 0 } ],
                "upsTest": { "inputGoneVolts": 300, "inputMinVolts": 200 },
                "holdOpen": "60 s"
              }
            }
            """), "room.json");
        RoomDefinition.Read(file.Root, "hq");
        var keys = file.Close().Select(fault => fault.Key).ToList();
        Assert.Equal(
            ["id", "type", "limits", "equipment", "rules.heldOpen", "rules.limits[0].signal", "rules.limits[1]", "rules.limits[1].below", "rules.upsTest", "rules.holdOpen"],
            keys);
    }

    [Fact]
    public void Every_profile_names_its_source_and_its_signals_exist()
    {
        Assert.Contains("kz832-server", LimitProfile.Names);
        foreach (var profile in LimitProfile.Names.Select(name => LimitProfile.Find(name)!))
        {
            Assert.NotEmpty(profile.Source);
            Assert.All(profile.Limits, limit => Assert.NotNull(SignalCatalogue.Find(limit.Signal)));
            Assert.All(profile.Limits, limit => Assert.NotNull(RoomTexts.Find("alarm." + limit.Rule)));
        }
    }

    [Theory]
    [InlineData("above", 25, true, 25.1, 25.0, 24.4)]
    [InlineData("atLeast", 25, true, 25.0, 24.9, 24.4)]
    [InlineData("below", 25, false, 24.9, 25.0, 25.6)]
    [InlineData("atMost", 25, false, 25.0, 25.1, 25.6)]
    public void A_limit_says_what_is_beyond_and_what_is_good(string key, double limit, bool isHigh, double beyond, double between, double good)
    {
        var file = SettingsFile.Parse(Encoding.UTF8.GetBytes($$"""{"signal":"env.temp","{{key}}":{{limit}},"deadband":0.5}"""), "limit.json");
        var rule = LimitRule.Read(file.Root);
        Assert.Empty(file.Close());
        Assert.Equal((isHigh, true, false, false, false, true), (rule.IsHigh, rule.IsBeyond(beyond), rule.IsGood(beyond), rule.IsBeyond(between), rule.IsGood(between), rule.IsGood(good)));
    }

    [Fact]
    public void Every_text_has_three_languages_and_the_same_marks_in_each()
    {
        foreach (var key in RoomTexts.Keys)
        {
            var text = RoomTexts.Get(key);
            Assert.All([text.Kk, text.Ru, text.En], words => Assert.NotEmpty(words));
            Assert.Equal(Marks(text.Ru), Marks(text.Kk));
            Assert.Equal(Marks(text.Ru), Marks(text.En));
        }

        static IEnumerable<string> Marks(string words) => System.Text.RegularExpressions.Regex.Matches(words, @"\{\w+\}").Select(match => match.Value).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Every_unit_of_the_catalogue_has_a_name_unless_it_is_a_bare_number() =>
        Assert.Empty(SignalCatalogue.All.Select(signal => signal.Unit).Distinct().Where(unit => unit is not ("" or "count" or "/") && RoomTexts.Find("unit." + unit) is null));
}
