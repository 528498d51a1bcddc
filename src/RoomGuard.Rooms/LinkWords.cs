namespace RoomGuard.Rooms;

/// <summary>How equipment or a channel is linked to everything else, as settings spell it.</summary>
public static class LinkWords
{
    /// <summary>By a wire or a fibre.</summary>
    public const string Wired = "wired";

    private const string Cellular = "cellular";

    /// <summary>Every word; all but <see cref="Wired"/> are radio.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        new[] { Wired, "wifi", "bluetooth", "zigbee", "zwave", "lora", Cellular, "satellite", "radio" }.ToDictionary(word => word, StringComparer.Ordinal);

    /// <summary>Whether it is radio of any kind, a cellular network among them.</summary>
    public static bool IsRadio(string word) => word != Wired;

    /// <summary>Whether it is a network of a mobile operator.</summary>
    public static bool IsCellular(string word) => word == Cellular;
}
