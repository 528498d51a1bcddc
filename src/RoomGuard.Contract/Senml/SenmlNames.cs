using System.Collections.Concurrent;
using System.Text;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Contract.Senml;

/// <summary>Names that packs have used and that were found to be good: what is checked once need not be checked, nor made into texts, again. Bounded; safe for all threads.</summary>
internal static class SenmlNames
{
    /// <summary>Most names of each kind that are kept; one more, and all are forgotten. A stranger's names cost no more than that.</summary>
    internal const int MostNames = 50_000;

    private const int LongestName = 256;

    private static readonly ConcurrentDictionary<string, RoomName> Rooms = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, SignalName> Signals = new(StringComparer.Ordinal);

    /// <summary>How many names are kept.</summary>
    internal static int Count => Math.Max(Rooms.Count, Signals.Count);

    /// <summary>The room of a base name, <c>{site}/{room}/</c>; null for any other.</summary>
    internal static RoomName? FindRoom(ReadOnlySpan<byte> ascii)
    {
        Span<char> text = stackalloc char[LongestName];
        if (!TryWiden(ascii, ref text))
        {
            return null;
        }

        return Rooms.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known) ? known : Keep(Rooms, text.ToString(), RoomName.Read);
    }

    /// <summary>The equipment and signal of a name, <c>{equipment}/{signal}</c> with <c>:fault</c> behind it or not; null for any other, and for a signal that the catalogue lacks.</summary>
    internal static SignalName? FindSignal(ReadOnlySpan<byte> ascii)
    {
        Span<char> text = stackalloc char[LongestName];
        if (!TryWiden(ascii, ref text))
        {
            return null;
        }

        return Signals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known) ? known : Keep(Signals, text.ToString(), SignalName.Read);
    }

    private static T? Keep<T>(ConcurrentDictionary<string, T> names, string text, Func<string, T?> read)
        where T : class
    {
        if (read(text) is not { } name)
        {
            return null;
        }

        if (names.Count >= MostNames)
        {
            names.Clear();
        }

        return names.GetOrAdd(text, name);
    }

    private static bool TryWiden(ReadOnlySpan<byte> ascii, ref Span<char> text)
    {
        if (ascii.Length is 0 or > LongestName || Ascii.ToUtf16(ascii, text, out var length) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        text = text[..length];
        return true;
    }
}

/// <summary>A base name that is a room.</summary>
internal sealed record RoomName(string Site, string Room)
{
    internal static RoomName? Read(string text) =>
        text.Split('/') is [var site, var room, ""] && PointName.IsValid(site) && PointName.IsValid(room) ? new RoomName(site, room) : null;
}

/// <summary>A name that is a signal of an equipment.</summary>
/// <param name="IsFault">Whether the record says why there is no value.</param>
internal sealed record SignalName(string Equipment, Signal Signal, bool IsFault)
{
    /// <summary>The signal's unit as it stands in a pack.</summary>
    internal byte[] Unit { get; } = Encoding.UTF8.GetBytes(Signal.Unit);

    internal static SignalName? Read(string text)
    {
        var isFault = text.EndsWith(SamplePack.FaultSuffix, StringComparison.Ordinal);
        var name = isFault ? text[..^SamplePack.FaultSuffix.Length] : text;
        return name.Split('/') is [var equipment, var signal] && PointName.IsValid(equipment) && PointName.IsValid(signal) && SignalCatalogue.Find(signal) is { } known
            ? new SignalName(equipment, known, isFault)
            : null;
    }
}
