using RoomGuard.Central.Planning;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Web.Speech;

namespace RoomGuard.Central.Web.Views;

/// <summary>Says a plan in the reader's language.</summary>
internal sealed class PlanTelling(SiteModel model, Words words, DateTimeOffset now)
{
    private const int MostRows = 300;

    private const int MostRooms = 60;

    /// <summary>The page of a plan.</summary>
    public PlanView Tell(IReadOnlyList<PlanItem> items)
    {
        var states = items.ToLookup(item => item.StateAt(now));
        var coming = items.Where(item => item.StateAt(now) is PlanState.Soon or PlanState.Later).ToList();
        var missing = states[PlanState.Missing].GroupBy(item => item.Room, StringComparer.Ordinal).ToList();
        return new PlanView(
            [.. states.OrderBy(group => group.Key).Select(group => BadgeOf(group.Key) with { Text = $"{BadgeOf(group.Key).Text} {words.Number(group.Count(), 0)}" })],
            new PlanMonth("", [.. states[PlanState.Overdue].Take(MostRows).Select(Row)]),
            [.. missing.Take(MostRooms).Select(room => new PlanRoom(RoomOf(room.First()), HrefOf(room.First())!, [.. room.Select(item => (item.Item, What(item, words)))]))],
            [.. coming.Take(MostRows).GroupBy(item => (item.Day!.Value.Year, item.Day.Value.Month)).Select(month => new PlanMonth(
                words.Fill($"plan.month.{month.Key.Month}", month.Key.Year), [.. month.Select(Row)]))])
        {
            MoreOverdue = Math.Max(states[PlanState.Overdue].Count() - MostRows, 0),
            MoreMissing = Math.Max(missing.Count - MostRooms, 0),
            MoreComing = Math.Max(coming.Count - MostRows, 0),
            Calendar = $"/api/v1/plan.ics?lang={words.Language.Tag}",
        };
    }

    /// <summary>The entry of a calendar.</summary>
    /// <param name="modelAt">Since when the site model is in force.</param>
    /// <param name="root">Address of the centre.</param>
    public CalendarEntry TellEntry(PlanItem item, DateTimeOffset modelAt, Uri root)
    {
        var (state, room) = (item.StateAt(now), RoomOf(item));
        var what = What(item, words);
        return new CalendarEntry(item, state, item.Done is { } done && item.Kind != PlanKind.Contract ? done : modelAt)
        {
            Summary = room.Length > 0 ? $"{room}: {what}" : what,
            Description = $"{Clause(item)}{what}\n{room}\n{BadgeOf(state).Text}",
            Place = item.Room is null ? null : room,
            Page = new Uri(root, HrefOf(item) ?? "/plan"),
        };
    }

    /// <summary>What is to be done.</summary>
    public static string What(PlanItem item, Words words) => item switch
    {
        { Kind: PlanKind.Contract, Contract: { } contract } => words.Fill("plan.contract", contract.Number, contract.Counterparty),
        { Kind: PlanKind.UpsTest, Name: { } name } => words.Fill("plan.test.ups", words.Say(name)),
        { Kind: PlanKind.GeneratorTest, Name: { } name } => words.Fill("plan.test.generator", words.Say(name)),
        { IsRevoked: true, Name: { } name } => words.Fill("plan.revoked", words.Say(name)),
        { Name: { } name } => words.Say(name),
        _ => item.Slot,
    };

    private PlanRow Row(PlanItem item) => new(
        words.Day(item.Day!.Value),
        Distance(item.Day.Value),
        RoomOf(item),
        HrefOf(item),
        item.Kind == PlanKind.Contract ? "" : item.Item,
        What(item, words),
        BadgeOf(item.StateAt(now)));

    private string Distance(DateOnly day) => (day.DayNumber - DateOnly.FromDateTime(words.Zone.Local(now).DateTime).DayNumber) switch
    {
        0 => words["plan.today"],
        > 0 and var days => words.Fill("plan.in", days),
        var days => words.Fill("plan.ago", -days),
    };

    private Badge BadgeOf(PlanState state) => new(
        state switch
        {
            PlanState.Overdue => Tone.Warn,
            PlanState.Missing => Tone.Void,
            PlanState.Soon => Tone.Note,
            PlanState.Later => Tone.Good,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a plan."),
        },
        words[$"plan.state.{state.ToWord()}"]);

    private string RoomOf(PlanItem item) => item.Room is { } room ? model.FindRoom(room) is { } found ? words.Say(found.Name) : room
        : item.Rooms.Count > 0 ? words["plan.several"]
        : "";

    private static string Clause(PlanItem item) => item.Kind == PlanKind.Contract ? "" : item.Item + " ";

    private static string? HrefOf(PlanItem item) => item.Room is { } room ? $"/rooms/{room}" : null;
}
