using System.Globalization;
using RoomGuard.Simulator.World.Rooms;

namespace RoomGuard.Simulator.Kernel;

/// <summary>How kernel drivers print a measured value: a whole number and a newline.</summary>
internal static class Milli
{
    /// <summary>The line for an element's value; null, so no file at all, when the element is dead.</summary>
    public static string? Line(Element element, Func<double, int> convert) =>
        element.IsDead ? null : string.Create(CultureInfo.InvariantCulture, $"{convert(element.Value)}\n");
}
