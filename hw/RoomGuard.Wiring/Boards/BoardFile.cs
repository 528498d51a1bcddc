using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoomGuard.Wiring.Boards;

/// <summary>Reads pin maps.</summary>
internal static class BoardFile
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>The pin maps below a folder, in the order of their names.</summary>
    public static IEnumerable<string> Find(string folder) => Directory.EnumerateDirectories(folder).Select(board => Path.Combine(board, "pins.json")).Where(File.Exists).Order(StringComparer.Ordinal);

    /// <summary>Reads one; throws <see cref="JsonException"/> when a key is unknown or missing.</summary>
    public static Board Read(string path) => Parse(File.ReadAllText(path));

    /// <summary>As <see cref="Read"/>, from text.</summary>
    public static Board Parse(string json) => JsonSerializer.Deserialize<Board>(json, Strict) ?? throw new JsonException("A pin map is an object.");
}
