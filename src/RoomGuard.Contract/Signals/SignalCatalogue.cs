using System.Collections.Frozen;
using System.Text.Json;

namespace RoomGuard.Contract.Signals;

/// <summary>Every signal RoomGuard knows, read once from <c>signals.json</c>. Safe for all threads.</summary>
/// <remarks>A catalogue entry with <c>phases</c> stands for itself and for its <c>.l1</c>, <c>.l2</c> and <c>.l3</c>.</remarks>
public static class SignalCatalogue
{
    private static readonly string[] Phases = ["l1", "l2", "l3"];

    private static readonly FrozenDictionary<string, Signal> Signals = Load();

    /// <summary>All signals, in the order of the file.</summary>
    public static IReadOnlyList<Signal> All { get; } = [.. Signals.Values.OrderBy(signal => signal.Id, StringComparer.Ordinal)];

    /// <summary>The signal called <paramref name="id"/>, or null.</summary>
    public static Signal? Find(string id) => Signals.GetValueOrDefault(id);

    private static FrozenDictionary<string, Signal> Load()
    {
        using var stream = typeof(SignalCatalogue).Assembly.GetManifestResourceStream("signals.json")
            ?? throw new InvalidOperationException("signals.json is not in the assembly.");
        using var document = JsonDocument.Parse(stream);
        var states = document.RootElement.GetProperty("states").EnumerateObject()
            .ToDictionary(state => state.Name, state => ReadText(state.Value), StringComparer.Ordinal);
        return document.RootElement.GetProperty("signals").EnumerateArray()
            .SelectMany(entry => Expand(entry, states))
            .ToFrozenDictionary(signal => signal.Id, StringComparer.Ordinal);
    }

    private static IEnumerable<Signal> Expand(JsonElement entry, Dictionary<string, LocalText> states)
    {
        var whole = Read(entry, states);
        yield return whole;
        if (!entry.TryGetProperty("phases", out var phases) || !phases.GetBoolean())
        {
            yield break;
        }

        foreach (var phase in Phases)
        {
            var label = phase.ToUpperInvariant();
            yield return whole with
            {
                Id = $"{whole.Id}.{phase}",
                Name = new LocalText($"{whole.Name.Kk}, {label}", $"{whole.Name.Ru}, {label}", $"{whole.Name.En}, {label}"),
            };
        }
    }

    private static Signal Read(JsonElement entry, Dictionary<string, LocalText> states) => new(
        entry.GetProperty("id").GetString()!,
        entry.GetProperty("kind").GetString() switch
        {
            "gauge" => SignalKind.Gauge,
            "state" => SignalKind.State,
            "counter" => SignalKind.Counter,
            "event" => SignalKind.Event,
            var other => throw new InvalidOperationException($"signals.json: {other} is not a kind."),
        },
        entry.TryGetProperty("unit", out var unit) ? unit.GetString()! : "",
        entry.TryGetProperty("ucum", out var ucum) ? ucum.GetString()! : "",
        ReadText(entry))
    {
        Min = entry.TryGetProperty("min", out var min) ? min.GetDouble() : null,
        Max = entry.TryGetProperty("max", out var max) ? max.GetDouble() : null,
        States = entry.TryGetProperty("states", out var names)
            ? names.EnumerateArray().ToDictionary(name => name.GetString()!, name => states[name.GetString()!], StringComparer.Ordinal)
            : new Dictionary<string, LocalText>(),
    };

    private static LocalText ReadText(JsonElement element) => new(
        element.GetProperty("kk").GetString()!,
        element.GetProperty("ru").GetString()!,
        element.GetProperty("en").GetString()!);
}
