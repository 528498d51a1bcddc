using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Web.Views;

/// <summary>Says how a room stands with the clauses it is judged by.</summary>
internal static class VerdictTelling
{
    /// <summary>Every item that the room is judged by, clause by clause, and what sensors say beside them. An item without a verdict is unknown: nobody has judged it.</summary>
    public static VerdictsView Tell(RoomSnapshot room, Words words, DateTimeOffset now) =>
        Tell(room.Definition.Catalogue, room.Definition.Requirements, room.State.Verdicts, words, now) with
        {
            Hints = [.. room.State.Hints.Select(hint => new HintView(hint.Part, words.Say(hint.Text)))],
        };

    /// <summary>Items with their verdicts, clause by clause.</summary>
    public static VerdictsView Tell(Catalogue catalogue, IReadOnlyList<Requirement> items, IReadOnlyDictionary<string, Verdict> verdicts, Words words, DateTimeOffset now)
    {
        var clauses = items.GroupBy(item => item.Clause).Select(clause => new ClauseView(
            clause.Key,
            words.Fill("verdicts.clause", clause.Key),
            words.Say(catalogue.Clauses.First(known => known.Id == clause.Key).Head),
            [.. clause.Select(item => Tell(item, verdicts.GetValueOrDefault(item.Id), words, now))]));
        return new VerdictsView(
            catalogue.Edition, catalogue.Head.Warning is { } warning ? words.Say(warning) : "", words.Language != Language.Kk, [.. clauses], Count(items, verdicts, words));
    }

    /// <summary>A state of a verdict by shape, colour and word.</summary>
    public static Badge BadgeOf(VerdictState state, Words words) => new(ToneOf(state), words[$"verdict.state.{state.ToWord()}"]);

    private static VerdictView Tell(Requirement item, Verdict? verdict, Words words, DateTimeOffset now) => verdict is null
        ? new VerdictView(item.Id, words.Say(item.Text), BadgeOf(VerdictState.Unknown, words), [], null, "")
        : new VerdictView(
            item.Id,
            words.Say(item.Text),
            BadgeOf(verdict.State, words),
            [.. verdict.Reasons.Select(reason => words[$"verdict.reason.{reason.ToWord()}"])],
            verdict.Since,
            words.Fill("verdicts.since", words.Clock(verdict.Since, now)))
        {
            Evidence = verdict.Evidence,
        };

    private static Badge[] Count(IReadOnlyList<Requirement> items, IReadOnlyDictionary<string, Verdict> verdicts, Words words) =>
    [
        .. items
            .GroupBy(item => verdicts.GetValueOrDefault(item.Id)?.State ?? VerdictState.Unknown)
            .OrderByDescending(group => group.Key)
            .Select(group => BadgeOf(group.Key, words) with { Text = $"{words[$"verdict.state.{group.Key.ToWord()}"]} {words.Number(group.Count(), 0)}" }),
    ];

    private static Tone ToneOf(VerdictState state) => state switch
    {
        VerdictState.Compliant => Tone.Good,
        VerdictState.NotApplicable => Tone.Note,
        VerdictState.EvidenceStale => Tone.Warn,
        VerdictState.AttestationExpired => Tone.Warn,
        VerdictState.Unknown => Tone.Void,
        VerdictState.NonCompliant => Tone.Bad,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a verdict."),
    };
}
