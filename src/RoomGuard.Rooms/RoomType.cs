namespace RoomGuard.Rooms;

/// <summary>What a room is for; decides which limits it starts with.</summary>
public enum RoomType
{
    /// <summary>A server room: clauses 35.2, 35.7 and 35.8 name it.</summary>
    Server,

    /// <summary>A cross-connect room as clause 6 (11-1) defines it: clause 163 binds it.</summary>
    CrossConnect,

    /// <summary>Both in one space.</summary>
    Combined,
}

/// <summary>Room types as settings files and the HTTP contract spell them.</summary>
public static class RoomTypeWords
{
    /// <summary>Every type by its word.</summary>
    public static IReadOnlyDictionary<string, RoomType> All { get; } = new Dictionary<string, RoomType>(StringComparer.Ordinal)
    {
        ["server"] = RoomType.Server,
        ["cross_connect"] = RoomType.CrossConnect,
        ["combined"] = RoomType.Combined,
    };

    /// <summary>The word of the contract: <c>server</c>, <c>cross_connect</c> or <c>combined</c>.</summary>
    public static string ToWord(this RoomType type) => type switch
    {
        RoomType.Server => "server",
        RoomType.CrossConnect => "cross_connect",
        RoomType.Combined => "combined",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of room."),
    };
}
