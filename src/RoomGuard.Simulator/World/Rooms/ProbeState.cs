namespace RoomGuard.Simulator.World.Rooms;

/// <summary>What one probe measures at one instant, and what is wrong with it. Immutable.</summary>
internal sealed record ProbeState
{
    /// <summary>Its temperature element.</summary>
    public Element Temperature { get; init; }

    /// <summary>Its humidity element; means nothing where the chip has none.</summary>
    public Element Humidity { get; init; }

    /// <summary>Air pressure in hPa, for chips that measure it.</summary>
    public double Hectopascals { get; init; }

    /// <summary>The probe after one step in this air.</summary>
    public static ProbeState Step(SensorPlan plan, ProbeState state, RoomAir air, Moment moment)
    {
        var index = moment.At.Ticks / moment.Step.Ticks;
        var celsius = air.Celsius + plan.OffsetCelsius + (0.03 * moment.Noise.Jitter("celsius", index));
        var percent = air.HumidityPercent - (2 * plan.OffsetCelsius) + (0.12 * moment.Noise.Jitter("percent", index));
        return new ProbeState
        {
            Temperature = state.Temperature.Follow(celsius),
            Humidity = state.Humidity.Follow(percent),
            Hectopascals = air.Hectopascals,
        };
    }
}

/// <summary>One sensing element: its newest value, and whether it still senses.</summary>
/// <param name="Value">In °C or in %.</param>
/// <param name="IsDead">Whether it no longer answers.</param>
/// <param name="IsStuck">Whether it answers the same for ever.</param>
internal readonly record struct Element(double Value, bool IsDead, bool IsStuck)
{
    /// <summary>The element after the air has changed to <paramref name="value"/>.</summary>
    public Element Follow(double value) => IsStuck ? this : this with { Value = value };
}
