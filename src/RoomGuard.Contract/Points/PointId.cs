using System.Diagnostics.CodeAnalysis;

namespace RoomGuard.Contract.Points;

/// <summary>The address of one signal of one piece of equipment: <c>{site}/{room}/{equipment}/{signal}</c>.</summary>
/// <remarks>Every part follows <see cref="PointName"/>. Two points are equal when all four parts are, letter for letter.</remarks>
public readonly record struct PointId(string Site, string Room, string Equipment, string Signal)
{
    /// <summary>The room this point belongs to, as <c>{site}/{room}</c>.</summary>
    public string RoomPath => $"{Site}/{Room}";

    /// <summary>The point as text; <see cref="TryParse"/> of it gives this value back.</summary>
    public override string ToString() => $"{Site}/{Room}/{Equipment}/{Signal}";

    /// <summary>Parses <c>hq/srv-1/ups-1/ups.load</c>. False, without throwing, for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PointId point)
    {
        point = default;
        if (text?.Split('/') is not [var site, var room, var equipment, var signal]
            || !PointName.IsValid(site) || !PointName.IsValid(room) || !PointName.IsValid(equipment) || !PointName.IsValid(signal))
        {
            return false;
        }

        point = new PointId(site, room, equipment, signal);
        return true;
    }
}
