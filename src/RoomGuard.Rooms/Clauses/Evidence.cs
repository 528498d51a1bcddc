using System.Collections.Frozen;
using System.Globalization;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Clauses;

/// <summary>The points of a room that say something of clause 163, by signal.</summary>
internal sealed class Evidence
{
    private static readonly FrozenSet<string> Signals = Catalogue.Current.Items
        .SelectMany(item => item.Parts).SelectMany(part => part.Slots).SelectMany(slot => slot.Signals)
        .ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<string, List<PointState>> _bySignal = new(StringComparer.Ordinal);

    internal Evidence(IEnumerable<PointState> points)
    {
        foreach (var point in points)
        {
            var signal = point.Point.Signal;
            if (!Signals.Contains(signal))
            {
                continue;
            }

            if (!_bySignal.TryGetValue(signal, out var list))
            {
                _bySignal[signal] = list = [];
            }

            list.Add(point);
        }
    }

    /// <summary>The points of one signal; empty when the room has none.</summary>
    internal IReadOnlyList<PointState> Of(string signal) => _bySignal.TryGetValue(signal, out var points) ? points : [];

    /// <summary>The evidence id of a point's newest value.</summary>
    internal static string IdOf(PointState point) =>
        string.Create(CultureInfo.InvariantCulture, $"point/{point.Point.Equipment}/{point.Point.Signal}@{point.KnownAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
}
