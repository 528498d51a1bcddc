using System.Collections.Immutable;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Rooms.Recognition;

/// <summary>A value and the one before it, each with its time: what a recogniser asks when it wants to know how things were before a run.</summary>
internal sealed record Seen(DateTimeOffset At, Reading Reading, DateTimeOffset PreviousAt, Reading Previous);

/// <summary>One piece of power equipment as its samples told it, in their order. Immutable.</summary>
internal sealed record EquipmentTrack
{
    /// <summary>The newest sample's time, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The newest value of each signal.</summary>
    public ImmutableDictionary<string, Seen> Latest { get; init; } = ImmutableDictionary<string, Seen>.Empty;

    /// <summary>Set for equipment with <c>ups.*</c> signals.</summary>
    public UpsWatch? Ups { get; init; }

    /// <summary>Set for equipment with <c>gen.*</c> signals.</summary>
    public GeneratorWatch? Generator { get; init; }

    /// <summary>Set for equipment that sees the mains.</summary>
    public MainsWatch? Mains { get; init; }

    /// <summary>The newest number of a signal, or of its first phase that has one.</summary>
    internal double? Number(string signal) => NumberOf(signal) ?? NumberOf(signal + ".l1") ?? NumberOf(signal + ".l2") ?? NumberOf(signal + ".l3");

    internal string? Text(string signal) => Latest.TryGetValue(signal, out var seen) && seen.Reading.Kind == ReadingKind.Text ? seen.Reading.Text : null;

    internal bool? Flag(string signal) => Latest.TryGetValue(signal, out var seen) && seen.Reading.Kind == ReadingKind.Flag ? seen.Reading.Flag : null;

    /// <summary>The number of a signal as it was just before <paramref name="instant"/>.</summary>
    internal double? NumberBefore(string signal, DateTimeOffset instant)
    {
        if (!Latest.TryGetValue(signal, out var seen))
        {
            return null;
        }

        var reading = seen.At < instant ? seen.Reading : seen.PreviousAt < instant ? seen.Previous : default;
        return reading.Kind == ReadingKind.Number ? reading.Number : null;
    }

    /// <summary>The track with one more value.</summary>
    internal EquipmentTrack With(Sample sample)
    {
        var before = Latest.GetValueOrDefault(sample.Point.Signal);
        return this with
        {
            At = sample.At > At ? sample.At : At,
            Latest = Latest.SetItem(sample.Point.Signal, new Seen(sample.At, sample.Reading, before?.At ?? default, before?.Reading ?? default)),
        };
    }

    private double? NumberOf(string signal) => Latest.TryGetValue(signal, out var seen) && seen.Reading.Kind == ReadingKind.Number ? seen.Reading.Number : null;
}

/// <summary>
/// A piece of equipment's samples as they come, and, after a break in them, as they came before it: there a backlog goes on. So a test that ran
/// while the network was down is recognised too, though newer samples came first.
/// </summary>
/// <param name="Live">Follows the newest samples.</param>
/// <param name="Behind">The track as it stood before the last break; null when there was none.</param>
internal sealed record TrackPair(EquipmentTrack Live, EquipmentTrack? Behind = null)
{
    /// <summary>When the backlog last came, by the centre's clock, UTC.</summary>
    public DateTimeOffset BehindCameAt { get; init; }

    /// <summary>The first live sample after the last gap, UTC.</summary>
    public DateTimeOffset ResumedAt { get; init; }
}
