using System.Collections.Immutable;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Rooms.Recognition.Story;

/// <summary>One stretch in which a UPS carried its load from the battery.</summary>
/// <param name="Equipment">The UPS.</param>
/// <param name="From">Its first sample on battery, UTC.</param>
internal sealed record BatteryStretch(string Equipment, DateTimeOffset From)
{
    /// <summary>The first sample that was not on battery, UTC; null while it lasts.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>What was seen of an outage, as it went: only what samples showed.</summary>
internal sealed record OutageStory
{
    internal static readonly OutageStory Nothing = new();

    private const int MostStretches = 12;

    /// <summary>Stretches on battery, in the order in which they began; further ones than twelve are left out.</summary>
    public ImmutableList<BatteryStretch> Battery { get => field ?? []; init; } = [];

    /// <summary>Lowest charge read on battery, in percent.</summary>
    public double? LowestCharge { get; init; }

    /// <summary>The set that carried the room, or tried to: the first that was started.</summary>
    public string? Generator { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? ReadyAt { get; init; }

    public DateTimeOffset? LoadedAt { get; init; }

    /// <summary>When the set gave the load back, UTC.</summary>
    public DateTimeOffset? UnloadedAt { get; init; }

    /// <summary>When equipment that looks at the mains saw them again, UTC.</summary>
    public DateTimeOffset? MainsBackAt { get; init; }

    /// <summary>The story with what one piece of equipment shows now.</summary>
    internal OutageStory With(string equipment, EquipmentTrack track, DateTimeOffset since)
    {
        var story = track.Ups is { IsOnBattery: { } isOnBattery } ups ? WithBattery(equipment, track, ups, isOnBattery) : this;
        story = track.Generator is { Run: { IsRealOutage: true } run } generator ? story.WithRun(equipment, generator, run) : story;
        return track.Mains switch
        {
            { IsAvailable: true, LostAt: not null } mains when mains.Since > since => story with { MainsBackAt = mains.Since > story.MainsBackAt || story.MainsBackAt is null ? mains.Since : story.MainsBackAt },
            { IsAvailable: false } => story with { MainsBackAt = null },
            _ => story,
        };
    }

    private OutageStory WithBattery(string equipment, EquipmentTrack track, UpsWatch ups, bool isOnBattery)
    {
        var index = Battery.FindIndex(stretch => stretch.Equipment == equipment && stretch.Until is null);
        if (!isOnBattery)
        {
            return index < 0 ? this : this with { Battery = Battery.SetItem(index, Battery[index] with { Until = ups.Episode?.BatteryUntil ?? track.At }) };
        }

        var story = this;
        if (index < 0 && Battery.Count < MostStretches)
        {
            var isFirst = Battery.TrueForAll(stretch => stretch.Equipment != equipment);
            story = this with { Battery = Battery.Add(new BatteryStretch(equipment, (isFirst ? ups.Episode?.BatteryFrom : null) ?? track.At)) };
            index = Battery.Count;
        }

        var isRead = track.Latest.TryGetValue("ups.battery.charge", out var charge) && charge.Reading.Kind == ReadingKind.Number && index >= 0 && charge.At >= story.Battery[index].From;
        return isRead && !(charge!.Reading.Number >= LowestCharge) ? story with { LowestCharge = charge.Reading.Number } : story;
    }

    private OutageStory WithRun(string equipment, GeneratorWatch generator, GeneratorRun run) => Generator is { } known && known != equipment ? this : this with
    {
        Generator = equipment,
        StartedAt = run.IsJoinedLate ? StartedAt : run.StartedAt,
        ReadyAt = run.IsJoinedLate ? ReadyAt : run.ReadyAt,
        LoadedAt = LoadedAt ?? run.LoadedAt,
        UnloadedAt = run.LoadedAt is null || generator.Phase == EnginePhase.OnLoad ? null : UnloadedAt ?? generator.Since,
    };
}
