namespace RoomGuard.Central.Web.Views;

/// <summary>What a room is and how it stands, at a glance.</summary>
/// <param name="Path">The room, <c>{site}/{room}</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Type">What kind of room it is, in words.</param>
/// <param name="Site">What people call its site.</param>
/// <param name="Standing">Its state.</param>
/// <param name="Verdict">The worst state of clause 163.</param>
/// <param name="Alarms">How many alarms of each priority are active, the worst first; empty when none is.</param>
public sealed record RoomHead(string Path, string Name, string Type, string Site, Badge Standing, Badge Verdict, IReadOnlyList<Badge> Alarms)
{
    /// <summary>Address of the room's page.</summary>
    public string Href => $"/rooms/{Path}";

    /// <summary>The agents that are away, and since when.</summary>
    public IReadOnlyList<Badge> Agents { get; init; } = [];
}

/// <summary>A room's card on the first page.</summary>
/// <param name="Head">What it is and how it stands.</param>
/// <param name="Temperature">The warmest newest air temperature; <see cref="PointView.Id"/> is <c>{site}/{room}/temperature</c>.</param>
/// <param name="Humidity">The humidity beside it.</param>
/// <param name="Newest">When the newest sample of the room was taken.</param>
public sealed record RoomCard(RoomHead Head, PointView Temperature, PointView Humidity, PointView Newest);
