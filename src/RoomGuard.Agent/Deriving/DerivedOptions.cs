using RoomGuard.Contract.Points;

namespace RoomGuard.Agent;

/// <summary>What is reckoned from the air temperature and humidity of one piece of equipment.</summary>
/// <param name="Place">Whose it is.</param>
/// <param name="Period">The longest of the periods of its parts.</param>
public sealed record DerivedOptions(InputPlace Place, TimeSpan Period)
{
    /// <summary>Whether its dew point is published; not where a sensor gives it.</summary>
    public bool IsDewPointTold { get; init; } = true;

    /// <summary>Temperatures of cold surfaces; the coldest one's margin above the dew point is published. Empty for none.</summary>
    public IReadOnlyList<PointId> Surfaces { get; init; } = [];
}
