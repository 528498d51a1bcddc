namespace RoomGuard.Central.Web.Views;

/// <summary>The changing texts of one point, as they stand in the page and travel in a live event. Equal when they read the same.</summary>
/// <param name="Id">Which row of the page: a point, <c>hq/srv-1/ups-1/ups.load</c>, or a place of a card, <c>hq/srv-1/temperature</c>.</param>
/// <param name="Value">The value with its unit, or the words for its absence; never an old value.</param>
/// <param name="Note">What else must be said: the last value and its time when there is none now; otherwise empty.</param>
/// <param name="Age">How old the newest sample is.</param>
/// <param name="State"><c>good</c>; <c>warn</c> or <c>bad</c> while an alarm stands at the point; <c>stale</c> or <c>absent</c> without a value.</param>
public sealed record PointView(string Id, string Value, string Note, string Age, string State)
{
    /// <summary>When the value reaches a limit if it goes on so; empty for one that goes nowhere.</summary>
    public string Outlook { get; init; } = "";
}

/// <summary>One row of the table of readings.</summary>
/// <param name="Point">Its changing texts.</param>
/// <param name="Name">What the signal is called.</param>
/// <param name="Trend">Its last hour, for signals that have a shape worth seeing.</param>
public sealed record PointRow(PointView Point, string Name, Trend? Trend)
{
    /// <summary>Whose reading it is, where that is not the group it stands in; otherwise empty.</summary>
    public string Owner { get; init; } = "";

    /// <summary>What <see cref="PointView.Outlook"/> rests on, and where its limit comes from; null without one.</summary>
    public string? OutlookHint { get; init; }
}

/// <summary>The readings of one piece of equipment, or of several that give one reading each.</summary>
/// <param name="Id">Its part of a point: <c>ups-1</c>; empty for several.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Points">The points to see at once, the most telling first: those people look for, and every one that is not well.</param>
/// <param name="More">The other points, behind a fold.</param>
public sealed record EquipmentView(string Id, string Name, IReadOnlyList<PointRow> Points, IReadOnlyList<PointRow> More)
{
    /// <summary>Whether it is a UPS whose self-test may be started from the centre.</summary>
    public bool OffersTest { get; init; }
}
