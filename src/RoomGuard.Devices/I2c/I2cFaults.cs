using RoomGuard.Devices.Sensors;

namespace RoomGuard.Devices.I2c;

/// <summary>Says what is wrong with a channel of a chip on I2C before it is tried.</summary>
internal static class I2cFaults
{
    /// <summary>What is wrong, in a sentence without its subject; null when nothing is.</summary>
    /// <param name="units">The chip's channels and what each is in.</param>
    internal static string? Of(SensorChannel wanted, IReadOnlyDictionary<string, string> units) =>
        !I2cPlace.TryParse(wanted.Device, out _) ? $"has device \"{wanted.Device}\"; it must be the bus and the address on it, such as 1:0x44 (addresses 0x08 to 0x77)."
        : !units.TryGetValue(wanted.Channel, out var unit) ? $"has channel \"{wanted.Channel}\"; it must be one of {string.Join(", ", units.Keys)}."
        : unit == wanted.Signal.Unit ? null
        : $"reads {unit} from {wanted.Channel}, but {wanted.Signal.Id} is in {(wanted.Signal.Unit.Length == 0 ? "no unit" : wanted.Signal.Unit)}.";

    /// <summary>Where the chip of a channel sits that has no fault.</summary>
    internal static I2cPlace PlaceOf(SensorChannel wanted) => I2cPlace.TryParse(wanted.Device, out var place) ? place : throw new ArgumentException($"{wanted.Device} is no place on a bus.", nameof(wanted));
}
