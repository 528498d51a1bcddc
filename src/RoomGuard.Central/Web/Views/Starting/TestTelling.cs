using RoomGuard.Central.Journals;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Starting;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Starting;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Web.Views;

/// <summary>Says what must hold before a self-test, and how far one has come.</summary>
internal static class TestTelling
{
    // Clocks of devices and the centre's may differ by so much.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>The test of one UPS.</summary>
    /// <param name="refusals">What speaks against a test now.</param>
    /// <param name="entries">The newest entries of journal 35.7 of the room.</param>
    /// <param name="reader">Who looks; null where nobody has a name.</param>
    public static TestView Tell(RoomSnapshot room, string equipment, IReadOnlyList<TestRefusal> refusals, TestStanding standing, IReadOnlyList<JournalEntry> entries, string? reader, Words words)
    {
        var entry = standing.Phase is TestPhase.Begun or TestPhase.Silent
            ? entries.Where(one => one.Equipment == equipment && one.Kind == "ups_test" && one.StartedAt >= standing.DecidedAt - Slack).MinBy(one => one.StartedAt)
            : null;
        var isRunning = entry is null && standing.Phase is TestPhase.Begun or TestPhase.Silent && IsInTest(room, equipment);
        var (state, tale) = entry is not null ? Ended(room, entry, words) : isRunning ? (new Badge(Tone.Note, words["tests.is.running"]), words.Fill("tests.running", words.Moment(standing.DecidedAt))) : Tell(standing, words);
        return new TestView(
            room.Definition.Path,
            words.Say(room.Definition.Name),
            equipment,
            words.Say(room.Definition.FindEquipment(equipment).Name),
            [.. Conditions(room, refusals).Select(condition => Tell(condition, refusals, words))],
            state,
            tale,
            MoveOf(standing, isRunning, reader))
        {
            Detail = standing.Phase is TestPhase.Declined ? standing.Detail : null,
            Entry = entry is null ? null : EntryTelling.HrefOf(entry.Journal, entry.No),
            IsClear = refusals.Count == 0,
        };
    }

    private static TestMove MoveOf(TestStanding standing, bool isRunning, string? reader) => standing.Phase switch
    {
        TestPhase.Asked => standing.Asker == reader ? TestMove.TakeBack : TestMove.Decide,
        TestPhase.Ordered => TestMove.Wait,
        _ => isRunning ? TestMove.Wait : TestMove.Ask,
    };

    // That somebody is on site is said by whoever asks and whoever confirms.
    private static IEnumerable<TestCondition> Conditions(RoomSnapshot room, IReadOnlyList<TestRefusal> refusals) => Enum.GetValues<TestCondition>()
        .Where(condition => condition != TestCondition.Present && (condition != TestCondition.Generators || TestPreconditions.HasGenerators(room.Definition, room.State) || refusals.Any(refusal => refusal.Condition == condition)));

    private static TestConditionView Tell(TestCondition condition, IReadOnlyList<TestRefusal> refusals, Words words)
    {
        var against = refusals.Where(refusal => refusal.Condition == condition).ToList();

        // What gives no readings of a UPS was not looked at any further.
        var isUnseen = condition > TestCondition.Readings && refusals.Any(refusal => refusal.Condition == TestCondition.Readings);
        var state = against.Count == 0 && !isUnseen ? new Badge(Tone.Good, words["tests.met"])
            : isUnseen || against.TrueForAll(refusal => refusal.IsUnknown) ? new Badge(Tone.Void, words["tests.unknown"])
            : new Badge(Tone.Bad, words["tests.unmet"]);
        return new TestConditionView(TextOf(condition, words), state, [.. against.Select(refusal => words.Say(refusal.Text))]);
    }

    private static string TextOf(TestCondition condition, Words words) => condition switch
    {
        TestCondition.Allowed => words["tests.condition.allowed"],
        TestCondition.Named => words["tests.condition.named"],
        TestCondition.Linked => words["tests.condition.linked"],
        TestCondition.Present => words["tests.present"],
        TestCondition.Readings => words["tests.condition.readings"],
        TestCondition.Output => words["tests.condition.output"],
        TestCondition.Charge => words.Fill("tests.condition.charge", words.Amount(TestPreconditions.LeastCharge, "%")),
        TestCondition.Idle => words["tests.condition.idle"],
        TestCondition.Input => words["tests.condition.input"],
        TestCondition.Quiet => words["tests.condition.quiet"],
        TestCondition.Generators => words["tests.condition.generators"],
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "Not a condition of a test."),
    };

    private static (Badge State, string Tale) Tell(TestStanding standing, Words words) => standing.Phase switch
    {
        TestPhase.None => (new Badge(Tone.Void, words["tests.is.none"]), words["tests.none"]),
        TestPhase.Asked => (new Badge(Tone.Warn, words["tests.is.asked"]), words.Fill("tests.asked", standing.Asker, words.Moment(standing.AskedAt), words.Moment(standing.Until))),
        TestPhase.Expired => (new Badge(Tone.Void, words["tests.is.expired"]), words.Fill("tests.expired", standing.Asker, words.Moment(standing.AskedAt))),
        TestPhase.Refused when standing.Asker == standing.Second => (new Badge(Tone.Void, words["tests.is.takenBack"]), words.Fill("tests.takenBack", standing.Asker, words.Moment(standing.DecidedAt))),
        TestPhase.Refused => (new Badge(Tone.Bad, words["tests.is.refused"]), words.Fill("tests.refused", standing.Second, standing.Asker, words.Moment(standing.DecidedAt))),
        TestPhase.Ordered => (new Badge(Tone.Note, words["tests.is.ordered"]), words.Fill("tests.ordered", standing.Asker, standing.Second, words.Moment(standing.DecidedAt))),
        TestPhase.Unsent => (new Badge(Tone.Bad, words["tests.is.notStarted"]), words["tests.unsent"]),
        TestPhase.Silent => (new Badge(Tone.Warn, words["tests.unknown"]), words["tests.silent"]),
        TestPhase.Declined => (new Badge(Tone.Bad, words["tests.is.notStarted"]), words["tests.declined"]),
        TestPhase.Begun => (new Badge(Tone.Note, words["tests.is.begun"]), words.Fill("tests.begun", standing.Asker, standing.Second, words.Moment(standing.DecidedAt))),
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing.Phase, "Not a phase of a test."),
    };

    private static (Badge State, string Tale) Ended(RoomSnapshot room, JournalEntry entry, Words words)
    {
        var told = EntryTelling.Tell(room.Definition, entry, null, words);
        return (told.Result, words.Fill("tests.ended", told.Period));
    }

    private static bool IsInTest(RoomSnapshot room, string equipment) =>
        room.State.Points.GetValueOrDefault(RoomState.KeyOf(new PointId(room.Definition.Site, room.Definition.Id, equipment, "ups.test.result"))) is { Last: { Kind: ReadingKind.Text, Text: "in_progress" } };
}
