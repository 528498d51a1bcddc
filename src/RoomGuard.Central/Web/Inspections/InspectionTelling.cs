using System.Globalization;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Central.Web.Views;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Web.Inspections;

/// <summary>Makes the checklist of a room: what its verdicts wait for comes first.</summary>
internal static class InspectionTelling
{
    // What a look, or a paper, can mend.
    private static readonly ReasonCode[] Mendable =
        [ReasonCode.AttestMissing, ReasonCode.NeverObserved, ReasonCode.TestOverdue, ReasonCode.TestFailed, ReasonCode.AttestExpired, ReasonCode.AttestRevoked, ReasonCode.ExpiringSoon, ReasonCode.AttestedAbsent, ReasonCode.AttestedPresent];

    private static readonly AttestationStatement[] OfLook =
        [AttestationStatement.Present, AttestationStatement.Absent, AttestationStatement.Met, AttestationStatement.Broken, AttestationStatement.NotApplicable];

    private static readonly AttestationStatement[] OfDocument = [AttestationStatement.Met, AttestationStatement.Broken, AttestationStatement.NotApplicable];

    /// <summary>The checklist.</summary>
    public static InspectionView Tell(RoomSnapshot room, string site, Words words)
    {
        var items = AttestableItems.Of(room.Definition);
        // Tests of equipment are recognised, not looked at.
        var entries = items.All.Where(item => item.Slot.Subject is null).ToLookup(item => IsDue(item, room.State), item => Tell(items, item, room.State, words));
        return new InspectionView(room.Definition.Path, words.Say(room.Definition.Name), site, room.Definition.Catalogue.Edition, [.. entries[true]], [.. entries[false]]);
    }

    private static bool IsDue(AttestableItem item, RoomState state) =>
        item.Slot is { IsRequired: true, Subject: null } && (state.Verdicts.GetValueOrDefault(item.Item) is not { } verdict || verdict.Reasons.Any(Mendable.Contains));

    private static InspectionEntry Tell(AttestableItems items, AttestableItem item, RoomState state, Words words)
    {
        var verdict = state.Verdicts.GetValueOrDefault(item.Item);
        var isDocument = item.Slot.Kind == SlotKind.Document;
        return new InspectionEntry(
            item.Part,
            item.Slot.Id,
            words.Say(item.Text),
            words.Language == Language.Kk ? null : item.Text.In(Language.Kk),
            item.PartName is { } part ? $"{words.Say(part)}. {words.Say(item.Slot.Name)}" : words.Say(item.Slot.Name),
            VerdictTelling.BadgeOf(verdict?.State ?? VerdictState.Unknown, words),
            [.. (verdict?.Reasons ?? []).Where(Mendable.Contains).Select(reason => words[$"verdict.reason.{reason.ToWord()}"])],
            [.. (isDocument || item.Slot.Kind == SlotKind.Event ? OfDocument : OfLook).Select(statement => Choice(statement, item, words))])
        {
            IsDocument = isDocument,
            Last = state.Attestations.GetValueOrDefault($"{item.Part}/{item.Slot.Id}") is { } last
                ? words.Fill("inspection.last", Day(last.At, words), last.Signer, Day(last.ValidUntil ?? last.At + items.TermOf(item.Part, item.Slot.Id, last.Statement), words))
                : null,
        };
    }

    private static InspectionChoice Choice(AttestationStatement statement, AttestableItem item, Words words)
    {
        var side = AttestableItems.SideOf(item.AsksAbsence, statement) switch
        {
            StatementSide.Supports => "supports",
            StatementSide.Contradicts => "contradicts",
            _ => "excludes",
        };
        return new InspectionChoice(statement.ToWord(), words[$"inspection.statement.{statement.ToWord()}"], side, words[$"inspection.side.{side}"]);
    }

    private static string Day(DateTimeOffset at, Words words) =>
        words.Zone.Local(at).ToString(words.Language == Language.En ? "yyyy-MM-dd" : "dd.MM.yyyy", CultureInfo.InvariantCulture);
}
