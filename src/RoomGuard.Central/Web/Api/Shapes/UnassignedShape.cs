using System.Text.Json.Serialization;

namespace RoomGuard.Central.Web.Api.Shapes;

/// <summary>A point that is published and not in the site model.</summary>
/// <param name="Point">The point.</param>
/// <param name="Room">Its room, <c>{site}/{room}</c>.</param>
/// <param name="RoomKnown">Whether the model has the room: its values are then kept and watched; those of an unknown room are refused.</param>
/// <param name="Agent">Whoever sent it last.</param>
internal sealed record UnassignedShape(string Point, string Room, bool RoomKnown, string Agent)
{
    /// <summary>When it was first seen since the centre started.</summary>
    public required DateTime FirstSeen { get; init; }

    /// <summary>When it was last seen.</summary>
    public required DateTime LastSeen { get; init; }

    /// <summary>How often.</summary>
    public required long Count { get; init; }

    /// <summary>Unit of its value.</summary>
    public required string Unit { get; init; }

    /// <summary>What it said last.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Value { get; init; }

    /// <summary>Why it had no value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fault { get; init; }
}

/// <summary>What somebody wants to adopt.</summary>
/// <param name="Points">Points of <c>/api/v1/unassigned</c>.</param>
/// <param name="Type">What their room is for, when the model has no such room: <c>server</c>, <c>cross_connect</c>, <c>combined</c>.</param>
/// <param name="Name">What such a room is called.</param>
/// <param name="Period">Longest time between two samples, such as <c>10 s</c>.</param>
/// <param name="By">Who does it. Where people log in, it is who they are.</param>
internal sealed record AdoptionRequest(IReadOnlyList<string>? Points, string? Type, NameShape? Name, string? Period, string? By);
