using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoomGuard.Rooms.Clause35;

/// <summary>Marks as JSON, without reflection. What is not known is not there.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalMark))]
internal sealed partial class ChainJson : JsonSerializerContext;
