namespace RoomGuard.Rooms.Recognition;

/// <summary>What empties a battery or a tank.</summary>
internal enum Drain
{
    /// <summary>Nobody says, or it is another signal.</summary>
    Unknown,

    /// <summary>Nothing: the UPS is on its input, the engine stands still.</summary>
    None,

    /// <summary>A recognised test, which ends by itself.</summary>
    Test,

    /// <summary>The load, in earnest.</summary>
    Load,
}

/// <summary>Tells by a device's track what empties its battery or tank.</summary>
internal static class Drains
{
    internal static Drain Of(EquipmentTrack? track, string signal) =>
        signal.StartsWith("ups.battery.", StringComparison.Ordinal) && track?.Ups is { IsOnBattery: { } isOnBattery } ups ? OfBattery(ups, isOnBattery)
        : signal.StartsWith("gen.fuel.", StringComparison.Ordinal) && track?.Generator is { Phase: not EnginePhase.Unknown } generator ? OfTank(track, generator)
        : Drain.Unknown;

    private static Drain OfBattery(UpsWatch ups, bool isOnBattery) =>
        !isOnBattery ? Drain.None
        : ups.Episode is { IsOutage: false } episode && (episode.HasTestSign || episode.IsPlanned) ? Drain.Test
        : Drain.Load;

    private static Drain OfTank(EquipmentTrack track, GeneratorWatch generator) =>
        generator.Run is not { StoppedAt: null, RunningAt: not null } run ? Drain.None
        : !run.IsRealOutage && (track.Mains?.IsAvailable == true || run.Mode is "test" or "manual") ? Drain.Test
        : Drain.Load;
}
