namespace RoomGuard.Central.Web.Views;

/// <summary>Everything the page of one room shows.</summary>
/// <param name="Now">When it was true, UTC.</param>
/// <param name="Head">The room at a glance.</param>
/// <param name="Alarms">Its alarms.</param>
/// <param name="Equipment">Its readings.</param>
/// <param name="Verdicts">Its verdicts.</param>
/// <param name="Entries">Its newest journal entries, the newest first.</param>
public sealed record RoomView(
    DateTimeOffset Now,
    RoomHead Head,
    AlarmsView Alarms,
    IReadOnlyList<EquipmentView> Equipment,
    VerdictsView Verdicts,
    IReadOnlyList<EntryView> Entries)
{
    /// <summary>The state of the parts, as the live stream names it.</summary>
    public required string Mark { get; init; }
}
