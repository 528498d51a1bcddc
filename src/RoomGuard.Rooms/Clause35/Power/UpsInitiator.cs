using RoomGuard.Rooms.Recognition;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms.Clause35.Power;

/// <summary>Who began a UPS's test, where that can be told: a person who declared it, or a schedule of whole weeks since the one before.</summary>
internal static class UpsInitiator
{
    // UPS cards offer a test each week or each second week, and count on from the last one.
    private const int MostWeeks = 4;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(2);

    /// <summary><c>person</c>, <c>schedule</c>, or null when nobody knows.</summary>
    internal static string? Of(TrackTurn turn, DateTimeOffset from, bool isDeep)
    {
        if (turn.Room.Windows.All.Exists(window => window.Kind == WindowKind.Test && window.Equipment == turn.Equipment && window.IsOpen(from)))
        {
            return "person";
        }

        return !isDeep && turn.Room.Journal.LastStart(turn.Equipment, "ups_test", from) is { } last && IsWholeWeeks(from - last) ? "schedule" : null;
    }

    private static bool IsWholeWeeks(TimeSpan span)
    {
        var weeks = Math.Round(span / Week);
        return weeks is >= 1 and <= MostWeeks && (span - (weeks * Week)).Duration() <= Tolerance;
    }
}
