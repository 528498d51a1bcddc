using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms;

/// <summary>A point that the operator says a room has: when nothing comes from it, that is an alarm, whether an agent ever announced it or not.</summary>
/// <param name="Equipment">The equipment part of the point.</param>
/// <param name="Signal">The signal part, one of the catalogue.</param>
/// <param name="Period">Longest time between two samples that is as it should be; zero when the operator named none.</param>
public readonly record struct ExpectedPoint(string Equipment, string Signal, TimeSpan Period)
{
    /// <summary>Most expected points of one room: what a room remembers has an end.</summary>
    public const int MaxOfRoom = 4096;

    /// <summary>The point within its room, <c>{equipment}/{signal}</c>.</summary>
    public string Key => $"{Equipment}/{Signal}";

    /// <summary>Reads the list <c>points</c> of a room: each entry an equipment with its signals and one period for all of them; faults go to the file.</summary>
    public static IReadOnlyList<ExpectedPoint> ReadAll(SettingsNode room)
    {
        var points = new List<ExpectedPoint>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in room.GetSections("points"))
        {
            foreach (var point in Read(entry))
            {
                if (!keys.Add(point.Key))
                {
                    entry.Refuse($"names {point.Key}, which is there already; a point is expected once.");
                }

                points.Add(point);
            }
        }

        if (points.Count > MaxOfRoom)
        {
            room.Refuse("points", FormattableString.Invariant($"come to {points.Count}; a room has at most {MaxOfRoom} expected points."));
        }

        return points;
    }

    /// <summary>Reads one entry: <c>equipment</c>, <c>signals</c>, <c>period</c>.</summary>
    public static IEnumerable<ExpectedPoint> Read(SettingsNode entry)
    {
        var equipment = entry.GetText("equipment");
        if (equipment.Length > 0 && !PointName.IsValid(equipment))
        {
            entry.Refuse("equipment", $"is \"{equipment}\"; it must be {PointName.Rule}.");
        }

        var signals = entry.GetTexts("signals");
        if (signals.Count == 0)
        {
            entry.Refuse("signals", "must list at least one signal of the catalogue.");
        }

        foreach (var signal in signals.Where(signal => SignalCatalogue.Find(signal) is null))
        {
            entry.Refuse("signals", $"name \"{signal}\", which the catalogue of signals does not have.");
        }

        var period = entry.GetDuration("period", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(24), TimeSpan.Zero);
        return signals.Select(signal => new ExpectedPoint(equipment, signal, period));
    }
}
