using System.Text;
using CsCheck;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Testing;

namespace RoomGuard.Rooms.Tests.Clause35;

public class JournalTests
{
    private static readonly Gen<string> AnyText = Gen.String[Gen.Char[' ', 'я'], 0, 12];

    private static readonly Gen<LocalText> AnyLocal = Gen.Select(AnyText, AnyText, AnyText, (kk, ru, en) => new LocalText(kk, ru, en));

    private static readonly Gen<JournalValue> Simple = Gen.OneOf<JournalValue>(
        Gen.Select(Gen.Double[-1e9, 1e9], AnyText, (amount, unit) => (JournalValue)new JournalValue.Number(amount, unit)),
        AnyText.Select(text => (JournalValue)new JournalValue.Plain(text)),
        Gen.DateTime[new DateTime(2000, 1, 1), new DateTime(2099, 1, 1)].Select(at => (JournalValue)new JournalValue.Time(new DateTimeOffset(at.Ticks / 10_000 * 10_000, TimeSpan.Zero))),
        Gen.Select(AnyText, AnyLocal, (code, name) => (JournalValue)new JournalValue.Choice(code, name)),
        AnyLocal.Select(text => (JournalValue)new JournalValue.Local(text)),
        Gen.Double[-1e6, 1e6].Array[1, 3].Select(amounts => (JournalValue)new JournalValue.Numbers([.. amounts.Select((amount, i) => new NamedNumber("n" + i, amount))], "V")));

    private static readonly Gen<JournalValue> Any = Gen.OneOf(Simple, Simple.Array[0, 4].Select(items => (JournalValue)new JournalValue.Several(items)));

    [Fact]
    public void Fields_read_back_as_they_were_written_and_always_give_the_same_bytes() =>
        Gen.Select(AnyText, Any).Array[0, 8].Sample(pairs =>
        {
            var fields = pairs.DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2);
            var bytes = JournalJson.Write(fields);
            Assert.True(JournalJson.TryRead(bytes, out var read));
            Assert.Equal(fields.OrderBy(pair => pair.Key, StringComparer.Ordinal), read.OrderBy(pair => pair.Key, StringComparer.Ordinal));
            Assert.Equal(bytes, JournalJson.Write(fields.Reverse().ToDictionary(pair => pair.Key, pair => pair.Value)));
        }, iter: 200);

    [Fact]
    public void The_canonical_form_is_what_its_documentation_says()
    {
        var fields = new Dictionary<string, JournalValue>
        {
            ["b"] = new JournalValue.Number(9.5, "s"),
            ["a"] = new JournalValue.Time(new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.FromHours(5))),
            ["c"] = new JournalValue.Choice("pass", new LocalText("Өтті", "Выдержал", "Passed")),
        };
        Assert.Equal(
            """{"a":{"type":"time","at":"2026-03-02T06:00:00.000Z"},"b":{"type":"number","value":9.5,"unit":"s"},"c":{"type":"choice","code":"pass","kk":"Өтті","ru":"Выдержал","en":"Passed"}}""",
            Encoding.UTF8.GetString(JournalJson.Write(fields)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":{"type":"number"}}""")]
    [InlineData("""{"a":{"type":"time","at":"yesterday"}}""")]
    [InlineData("""{"a":{"type":"choice","code":"x","kk":"к"}}""")]
    [InlineData("""{"a":{"type":"list","items":[{"type":"nothing"}]}}""")]
    public void What_is_not_a_field_is_refused(string json) => Assert.False(JournalJson.TryRead(Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    public void Every_form_has_both_official_languages_and_35_3_is_a_report()
    {
        Assert.Equal(Enumerable.Range(1, 8).Select(number => $"35.{number}"), JournalForms.All.Select(form => form.Id));
        Assert.All(JournalForms.All, form => Assert.True(form.Title.Kk.Length > 20 && form.Title.Ru.Length > 20 && form.Title.En.Length > 10, form.Id));
        Assert.Equal("Серверлік үй-жайларға кіру журналы", JournalForms.Find("35.2")!.Title.Kk);
        Assert.StartsWith("Report", JournalForms.Find("35.3")!.Title.En, StringComparison.Ordinal);
        var columns = JournalForms.All.SelectMany(form => form.Sections).SelectMany(section => section.Columns).Concat(JournalForms.Frame);
        Assert.All(columns, column => Assert.All([column.Head.Kk, column.Head.Ru, column.Head.En], head => Assert.NotEmpty(head)));
        Assert.All(columns, column => Assert.DoesNotContain("(?)", column.Head.Kk, StringComparison.Ordinal));
    }

    [Fact]
    public void The_documentation_quotes_every_title_word_for_word()
    {
        var page = File.ReadAllText(Repository.Path("docs", "clauses", "35.md"));
        foreach (var form in JournalForms.All)
        {
            Assert.Contains($"## {form.Id}", page, StringComparison.Ordinal);
            Assert.All([form.Title.Kk, form.Title.Ru, form.Title.En], text => Assert.Contains(text, page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_field_that_is_drafted_is_a_column_of_its_form()
    {
        var script = new RoomScript();
        Recognition.PowerDay.Exercise(script, 0);
        script.Send(6000, ("leak-1/leak.wet", true)).Send(6100, ("leak-1/leak.wet", false)).Until(6300);
        script.Hold(6400, 6500, 10, Recognition.PowerDay.Ups()).Send(6510, Recognition.PowerDay.Ups("battery", volts: 0)).Hold(6520, 6700, 10, Recognition.PowerDay.Ups());
        Assert.True(script.Drafts.Count >= 6);
        foreach (var draft in script.Drafts)
        {
            var columns = JournalForms.Find(draft.Journal)!.FindSection(draft.Section)!.Columns.Concat(JournalForms.Frame).Select(column => column.Id).ToHashSet();
            Assert.All(draft.Fields.Keys, key => Assert.Contains(key, columns));
        }
    }

    [Fact]
    public void A_leak_that_stays_is_one_incident_and_its_end_completes_it()
    {
        var script = new RoomScript().Hold(0, 1000, 10, ("leak-1/leak.wet", true), ("probe-1/env.temp", 22.5)).Hold(1010, 1300, 10, ("leak-1/leak.wet", false));
        Assert.Equal(2, script.Drafts.Count);
        var (first, last) = (script.Drafts[0], script.Drafts[1]);
        Assert.Equal(("35.1", "leak", "open", "leak-1|leak|2026-03-02T06:00:00.000Z"), (first.Journal, first.Kind, first.Result, first.Key));
        Assert.Equal((first.Key, "normal", RoomScript.At(1010)), (last.Completes, last.Result, last.EndedAt));
        Assert.NotEqual(first.Key, last.Key);
        Assert.Equal("Water leak detected (leak-1)", Assert.IsType<JournalValue.Local>(first.Fields["description"]).Text.En);
        Assert.Equal("critical", Assert.IsType<JournalValue.Choice>(first.Fields["severity"]).Code);
        Assert.Equal("Air temperature (probe-1): 22.5 °C", Recognition.UpsTests.Texts(last, "readings").Single().En);
    }

    [Fact]
    public void A_forced_door_is_an_incident_of_information_security()
    {
        var script = new RoomScript().Send(0, ("door-1/door.forced", true));
        Assert.Equal("is_incident", Assert.IsType<JournalValue.Choice>(script.Drafts.Single().Fields["kind"]).Code);
    }

    [Fact]
    public void Heat_that_several_probes_see_is_one_incident_of_the_room()
    {
        var script = new RoomScript().Hold(0, 400, 10, ("probe-1/env.temp", 33), ("probe-2/env.temp", 34));
        Assert.Single(script.Drafts);
        script.Hold(410, 900, 10, ("probe-1/env.temp", 22), ("probe-2/env.temp", 34));
        Assert.Single(script.Drafts);
        script.Hold(910, 1200, 10, ("probe-1/env.temp", 22), ("probe-2/env.temp", 22));
        Assert.Equal("normal", script.Drafts[1].Result);
    }

    [Fact]
    public void An_agent_away_for_half_an_hour_is_an_incident_and_for_less_is_not()
    {
        var script = new RoomScript().Expect("node-1", 10, "probe-1/env.temp").Connection("node-1", true).Send(1, ("probe-1/env.temp", 22)).Connection("node-1", false);
        script.Until(1700, 5);
        Assert.Empty(script.Drafts);
        script.Until(1900, 5);
        Assert.Equal("agent_offline", script.Drafts.Single().Kind);
        script.Connection("node-1", true);
        Assert.Equal("normal", script.Drafts[1].Result);
    }
}
