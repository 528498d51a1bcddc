using CsCheck;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Recognition.Access;
using RoomGuard.Rooms.State;
using static RoomGuard.Rooms.Tests.Recognition.UpsTests;

namespace RoomGuard.Rooms.Tests.Recognition;

public class AccessTests
{
    private const string Room = """{"id":"srv-1","type":"server"}""";

    [Fact]
    public void A_card_a_door_and_an_exit_reader_are_one_visit()
    {
        var script = Day().Send(100, Event("granted card=00123456 name=\"A. Person\" dir=in reader=door-1")).Send(104, Door(true)).Send(109, Door(false));
        script.Until(2000).Send(2000, Event("granted card=00123456 dir=out reader=door-1"));
        Assert.Empty(script.Drafts);
        script.Send(2003, Door(true)).Send(2008, Door(false)).Until(2100);
        var draft = Assert.Single(script.Drafts);
        Assert.Equal(("35.2", "access", "door-1", "granted"), (draft.Journal, draft.Kind, draft.Equipment, draft.Result));
        Assert.Equal((RoomScript.At(104), RoomScript.At(2003)), (Time(draft, "time_in"), Time(draft, "time_out")));
        Assert.Equal(("A. Person", "*3456", "granted"), (Plain(draft, "person"), Plain(draft, "pass_no"), Choice(draft, "result")));
        Assert.Equal("List of the access control system", Assert.IsType<JournalValue.Local>(draft.Fields["basis"]).Text.En);
        Assert.Equal(5, Assert.IsType<JournalValue.Number>(draft.Fields["door_open_s"]).Amount);
        Assert.DoesNotContain("remarks", draft.Fields.Keys);
        Assert.DoesNotContain("00123456", System.Text.Encoding.UTF8.GetString(RoomStateJson.Write(script.State with { Points = script.State.Points.Clear() })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, "granted")]
    [InlineData(11, "forced")]
    public void A_grant_holds_for_ten_seconds(double seconds, string result)
    {
        var script = Day().Send(100, Event("granted card=123456")).Send(100 + seconds, Door(true)).Send(115, Door(false)).Until(200).Send(200, Event("rex")).Send(202, Door(true)).Send(205, Door(false)).Until(240);
        Assert.Equal(result, script.Drafts.First(draft => draft.Journal == "35.2").Result);
        Assert.Equal(result == "forced" ? 2 : 0, script.Drafts.Count(draft => draft.Journal == "35.1"));
    }

    [Fact]
    public void An_opening_without_a_card_is_forced_and_an_incident_that_ends_with_the_door()
    {
        var script = Day().Send(100, Door(true)).Until(120).Send(130, Door(false)).Until(200);
        Assert.Equal([("35.1", "forced_door", "open"), ("35.2", "access", "forced"), ("35.1", "forced_door", "normal")], script.Drafts.Select(draft => (draft.Journal, draft.Kind, draft.Result)));
        Assert.Equal("is_incident", Choice(script.Drafts[0], "kind"));
        Assert.Equal(30, Assert.IsType<JournalValue.Number>(script.Drafts[1].Fields["door_open_s"]).Amount);
        Assert.Equal(script.Drafts[0].Key, script.Drafts[2].Completes);
    }

    [Fact]
    public void The_doors_own_alarm_and_the_missing_card_are_one_incident()
    {
        var script = Day().Send(50, ("door-1/door.forced", false)).Send(100, Door(true)).Send(103, ("door-1/door.forced", true)).Until(120).Send(130, Door(false), ("door-1/door.forced", false)).Until(300);
        Assert.Single(script.Drafts, draft => draft is { Journal: "35.1", Completes: null });
        Assert.Single(script.Drafts, draft => draft is { Journal: "35.2", Result: "forced" });
    }

    [Theory]
    [InlineData("rex")]
    [InlineData("motion")]
    public void Who_leaves_by_a_button_or_moved_in_the_room_has_left_and_forced_nothing(string sign)
    {
        var script = Day().Send(100, Event("granted card=1")).Send(102, Door(true)).Send(105, Door(false)).Send(700, ("pir-1/motion.active", false));
        _ = sign == "rex" ? script.Send(795, Event("rex reader=door-1")) : script.Send(780, ("pir-1/motion.active", true));
        script.Send(800, Door(true)).Send(804, Door(false)).Until(900);
        var draft = Assert.Single(script.Drafts);
        Assert.Equal(("granted", RoomScript.At(800)), (draft.Result, Time(draft, "time_out")));
    }

    [Fact]
    public void A_second_card_within_a_minute_is_the_escort_and_a_door_open_for_long_is_remarked()
    {
        var script = Day().Send(100, Event("granted card=111111")).Send(102, Door(true)).Send(120, Event("granted card=222222 name=\"B. Guard\"")).Send(140, Door(false));
        script.Send(600, Event("rex")).Send(602, Door(true)).Send(604, Door(false)).Until(700);
        var draft = Assert.Single(script.Drafts);
        Assert.Equal("B. Guard", Plain(draft, "escort"));
        Assert.Equal("granted", draft.Result);
        Assert.Equal(["After one grant the door stood open for 38 s: others may have come in too"], Texts(draft, "remarks").Select(text => text.En));
    }

    [Fact]
    public void A_door_open_for_more_than_a_minute_was_held_open()
    {
        var script = Day().Send(100, Event("granted card=1")).Send(102, Door(true)).Send(163, Door(false)).Send(600, Event("rex")).Send(602, Door(true)).Send(604, Door(false)).Until(700);
        Assert.Equal("held_open", Choice(script.Drafts.Single(draft => draft.Journal == "35.2"), "result"));
    }

    [Fact]
    public void A_refusal_is_entered_at_once()
    {
        var script = Day().Send(100, Event("denied card=99887766 name=\"C\" reader=door-1"));
        Assert.Equal(("denied", "*7766"), (script.Drafts.Single().Result, Plain(script.Drafts.Single(), "pass_no")));
    }

    [Fact]
    public void Who_was_not_seen_leaving_is_entered_at_midnight_of_the_site_and_a_restart_of_the_centre_loses_nobody()
    {
        var script = Day();
        var almaty = script.Room with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Almaty") };
        script.Send(100, Event("granted card=123456")).Send(102, Door(true)).Send(105, Door(false));
        Assert.True(RoomStateJson.TryRead(RoomStateJson.Write(script.State), out var stored));
        Assert.Equal(script.State.Memory.Access.Visits, stored.Memory.Access.Visits);
        var midnight = new DateTimeOffset(2026, 3, 2, 19, 0, 0, TimeSpan.Zero);
        Assert.Empty(RoomLogic.Tick(almaty, stored, midnight.AddSeconds(-1)).Effects.OfType<JournalDrafted>().Where(effect => effect.Draft.Journal == "35.2"));
        var draft = Assert.Single(RoomLogic.Tick(almaty, stored, midnight).Effects.OfType<JournalDrafted>(), effect => effect.Draft.Journal == "35.2").Draft;
        Assert.Equal(midnight, draft.EndedAt);
        Assert.DoesNotContain("time_out", draft.Fields.Keys);
        Assert.Contains("Выход не зафиксирован", Texts(draft, "remarks").Select(text => text.Ru));
    }

    [Theory]
    [InlineData("""{"id":"srv-1","type":"cross_connect"}""", 0)]
    [InlineData("""{"id":"srv-1","type":"cross_connect","journals":{"access":true}}""", 1)]
    [InlineData("""{"id":"srv-1","type":"combined"}""", 1)]
    [InlineData("""{"id":"srv-1","type":"server","journals":{"access":false}}""", 0)]
    public void A_room_keeps_the_journal_by_its_type_unless_its_settings_say_otherwise(string room, int entries) =>
        Assert.Equal(entries, new RoomScript(room).Send(10, Door(false)).Send(100, Event("denied card=1")).Drafts.Count);

    [Fact]
    public void Without_access_control_no_door_is_forced() =>
        Assert.Empty(new RoomScript(Room).Send(10, Door(false)).Send(100, Door(true)).Send(110, Door(false)).Until(200).Drafts);

    [Theory]
    [InlineData("granted", true)]
    [InlineData("rex", true)]
    [InlineData("granted card=12:AB-9 dir=in", true)]
    [InlineData("granted name=Solo", true)]
    [InlineData("GRANTED", false)]
    [InlineData("granted ", false)]
    [InlineData("granted  card=1", false)]
    [InlineData("granted card=", false)]
    [InlineData("granted card=1 card=2", false)]
    [InlineData("granted card=<script>", false)]
    [InlineData("granted name=\"open", false)]
    [InlineData("granted name=\"a\"card=1", false)]
    [InlineData("granted dir=up", false)]
    [InlineData("granted colour=red", false)]
    [InlineData("granted card=1\n", false)]
    [InlineData("granted:17", false)]
    [InlineData("", false)]
    public void A_text_is_an_event_only_in_its_one_form(string text, bool isEvent)
    {
        Assert.Equal(isEvent, AccessEvent.TryParse(text, out _));
        Assert.False(AccessEvent.TryParse(text + new string('x', AccessEvent.LongestText), out _));
    }

    [Fact]
    public void Hostile_texts_never_throw_and_enter_nobody()
    {
        var script = Day();
        Gen.String[0, 300].Sample(text =>
        {
            _ = AccessEvent.TryParse(text, out _);
            _ = AccessEvent.TryParse("granted " + text, out _);
        }, iter: 3000);
        var before = script.State.Memory.Access;
        foreach (var text in new[] { "granted card=" + new string('9', 33), "granted name=\"" + new string('a', 101) + "\"", "granted\u0000", "отказ", "denied reader=../../etc" })
        {
            script.Send(script.Second + 5, Event(text));
        }

        Assert.Empty(script.Drafts);
        Assert.Equal(before, script.State.Memory.Access);
    }

    [Fact]
    public void Cards_held_to_a_reader_all_day_fill_no_memory()
    {
        var script = Day();
        for (var i = 0; i < 500; i++)
        {
            script.Send(100 + i, Event($"granted card={i}"));
        }

        Assert.True(script.State.Memory.Access.Grants.Count <= 16);
    }

    [Fact]
    public void What_a_backlog_brings_in_pieces_out_of_order_gives_the_entries_that_it_would_have_given_live()
    {
        (double Second, (string, object) Value)[] day =
        [
            (1000, Event("granted card=00123456 name=\"A. Person\" dir=in reader=door-1")), (1004, Door(true)), (1009, Door(false)),
            (1500, Event("denied card=99887766")), (2000, Event("rex reader=door-1")), (2003, Door(true)), (2008, Door(false)),
            (3000, Door(true)), (3030, Door(false)),
        ];
        var live = Day();
        foreach (var (second, value) in day)
        {
            live.Until(second - 1, 7).Send(second, value);
        }

        live.Until(5200, 7);
        Assert.Equal(5, live.Drafts.Count);
        var late = Day();
        late.Now = RoomScript.At(5000);
        late.Send(5000, Door(false), Event("rex reader=door-9"));
        late.Send([.. day.Where(sign => sign.Value.Item1.StartsWith("door", StringComparison.Ordinal)).Select(Sample)], RoomScript.At(5010));
        Assert.True(RoomStateJson.TryRead(RoomStateJson.Write(late.State), out var stored));
        late.State = stored;
        Assert.Equal(6, stored.Memory.Access.Late.Count);
        late.Send([.. day.Where(sign => sign.Value.Item1.StartsWith("acs", StringComparison.Ordinal)).Select(Sample)], RoomScript.At(5040));
        late.Send([Sample(day[0])], RoomScript.At(5041)).Until(5099);
        Assert.Empty(late.Drafts);
        Assert.DoesNotContain("00123456", System.Text.Encoding.UTF8.GetString(RoomStateJson.Write(late.State with { Points = late.State.Points.Clear() })), StringComparison.Ordinal);
        late.Until(5110);
        Assert.Equal(live.Drafts.Select(draft => (draft.Journal, draft.Key, draft.Result)), late.Drafts.Select(draft => (draft.Journal, draft.Key, draft.Result)));
        Assert.True(late.State.Memory.Access.Late.IsEmpty);

        static Contract.Samples.Sample Sample((double Second, (string Path, object Value) Value) sign) => RoomScript.Of(sign.Second, sign.Value.Path, sign.Value.Value);
    }

    [Fact]
    public void Who_came_in_before_a_gap_may_leave_in_it_and_who_came_in_in_it_may_leave_after_it()
    {
        var script = Day().Send(100, Event("granted card=111111 dir=in")).Send(104, Door(true)).Send(109, Door(false)).Until(200);
        script.Now = RoomScript.At(5000);
        script.Send(5000, Door(false), Event("rex reader=door-9"));
        script.Send([RoomScript.Of(1000, "acs-1/acs.event", "granted card=111111 dir=out"), RoomScript.Of(1003, "door-1/door.open", true), RoomScript.Of(1008, "door-1/door.open", false)], RoomScript.At(5001));
        script.Send([RoomScript.Of(2000, "acs-1/acs.event", "granted card=222222 dir=in"), RoomScript.Of(2003, "door-1/door.open", true), RoomScript.Of(2008, "door-1/door.open", false)], RoomScript.At(5002)).Until(5100);
        Assert.Equal(("*1111", RoomScript.At(1003)), (Plain(script.Drafts.Single(), "pass_no"), Time(script.Drafts.Single(), "time_out")));
        script.Send(6000, Event("granted card=222222 dir=out")).Send(6003, Door(true)).Send(6008, Door(false)).Until(6100);
        Assert.Equal(("*2222", RoomScript.At(2003), RoomScript.At(6003)), (Plain(script.Drafts[^1], "pass_no"), Time(script.Drafts[^1], "time_in"), Time(script.Drafts[^1], "time_out")));
    }

    [Fact]
    public void A_backlog_without_end_fills_no_memory()
    {
        var script = Day();
        script.Now = RoomScript.At(9000);
        script.Send(9000, Door(false), Event("rex reader=door-9"));
        for (var i = 0; i < 3_000; i++)
        {
            script.Send([RoomScript.Of(1000 + i, "acs-1/acs.event", $"denied card={i:0000}")], RoomScript.At(9001));
            Assert.True(script.State.Memory.Access.Late.Count < 1_000);
        }

        Assert.Equal(3_000, script.Until(9100).Drafts.Count);
    }

    private static RoomScript Day() => new RoomScript(Room).Send(10, Door(false), Event("rex reader=door-9")).Until(60);

    private static (string, object) Event(string text) => ("acs-1/acs.event", text);

    private static (string, object) Door(bool isOpen) => ("door-1/door.open", isOpen);

    private static DateTimeOffset Time(JournalDraft draft, string column) => Assert.IsType<JournalValue.Time>(draft.Fields[column]).At;

    private static string Plain(JournalDraft draft, string column) => Assert.IsType<JournalValue.Plain>(draft.Fields[column]).Text;
}
