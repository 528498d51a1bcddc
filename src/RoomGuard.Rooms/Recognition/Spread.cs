using System.Collections.Immutable;

namespace RoomGuard.Rooms.Recognition;

/// <summary>What a gauge did during a run: how often it was read, its sum, least, greatest, first and newest value.</summary>
internal readonly record struct Spread(int Count, double Sum, double Min, double Max, double Last)
{
    internal double Average => Sum / Count;

    internal Spread Add(double value) => Count == 0
        ? new Spread(1, value, value, value, value)
        : new Spread(Count + 1, Sum + value, Math.Min(Min, value), Math.Max(Max, value), value);

    internal Spread Merge(Spread later) => Count == 0 ? later : later.Count == 0 ? this
        : new Spread(Count + later.Count, Sum + later.Sum, Math.Min(Min, later.Min), Math.Max(Max, later.Max), later.Last);
}

/// <summary>Spreads by the names a recogniser gives them.</summary>
internal static class Spreads
{
    internal static ImmutableDictionary<string, Spread> Add(this ImmutableDictionary<string, Spread> spreads, string name, double value, bool isFirstOfItsName = false) =>
        spreads.SetItem(name, isFirstOfItsName ? default(Spread).Add(value) : spreads.GetValueOrDefault(name).Add(value));

    internal static ImmutableDictionary<string, Spread> Merge(this ImmutableDictionary<string, Spread> earlier, ImmutableDictionary<string, Spread> later)
    {
        var merged = earlier.ToBuilder();
        foreach (var (name, spread) in later)
        {
            merged[name] = earlier.GetValueOrDefault(name).Merge(spread);
        }

        return merged.ToImmutable();
    }

    internal static Spread? Find(this ImmutableDictionary<string, Spread> spreads, string name) =>
        spreads.TryGetValue(name, out var spread) && spread.Count > 0 ? spread : null;
}
