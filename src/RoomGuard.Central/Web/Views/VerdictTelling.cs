using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Web.Views;

/// <summary>Says how a room stands with clause 163.</summary>
internal static class VerdictTelling
{
    /// <summary>Every item of the edition in force, in its order. An item without a verdict is unknown: nobody has judged it.</summary>
    public static VerdictsView Tell(RoomState state, Words words, DateTimeOffset now)
    {
        var items = Catalogue.Current.Items.Select(item => Tell(item, state.Verdicts.GetValueOrDefault(item.Id), words, now)).ToArray();
        return new VerdictsView(Catalogue.Current.Edition, words.Language != Language.Kk, items, Count(state, words));
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
            words.Fill("verdicts.since", words.Clock(verdict.Since, now)));

    private static Badge[] Count(RoomState state, Words words) =>
    [
        .. Catalogue.Current.Items
            .GroupBy(item => state.Verdicts.GetValueOrDefault(item.Id)?.State ?? VerdictState.Unknown)
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
