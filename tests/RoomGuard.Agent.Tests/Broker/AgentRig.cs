using System.Globalization;
using System.Text.Json;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Broker;

/// <summary>A room on disk and the agent's program beside it: a kernel tree, a contact, a settings file.</summary>
internal sealed class AgentRig : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Scratch _folder = new();

    public AgentRig(string mqtt)
    {
        _folder.Write("sys/class/hwmon/hwmon0/name", "sht3x\n");
        Temperature(21_000);
        Leak(false);
        SettingsFile = _folder.Write("agent.json", $$"""
            {
              "site": "hq", "agent": "node-1", "mqtt": {{mqtt}}, "sysfs": "sys",
              "publishing": { "batch": "100 ms" },
              "sensors": [ { "driver": "hwmon", "device": "sht3x", "room": "srv-1", "equipment": "probe-1", "signal": "env.temp", "period": "1 s" } ],
              "contacts": { "driver": "tree", "lines": [ { "line": 17, "room": "srv-1", "equipment": "leak-1", "signal": "leak.wet", "debounce": "10 ms" } ] }
            }
            """);
    }

    public AgentRig(int port)
        : this(string.Create(CultureInfo.InvariantCulture, $$"""{ "host": "127.0.0.1", "port": {{port}} }"""))
    {
    }

    public string SettingsFile { get; }

    public Scratch Folder => _folder;

    public static string Program => Path.Combine(AppContext.BaseDirectory, "roomguard-agent.dll");

    public RealProcess Start() => RealProcess.Start("dotnet", [Program, "run", "--config", SettingsFile]);

    public void Temperature(int milli) => Replace("sys/class/hwmon/hwmon0/temp1_input", milli.ToString(CultureInfo.InvariantCulture));

    public void Leak(bool isWet) => Replace("sys/class/gpio/gpio17/value", isWet ? "1" : "0");

    /// <summary>Waits until what a witness printed holds, and gives its messages.</summary>
    public static async Task<List<Message>> UntilAsync(RealProcess witness, Func<List<Message>, bool> holds, string what)
    {
        var messages = new List<Message>();
        await witness.UntilAsync(
            () =>
            {
                messages = Messages(witness);
                return Task.FromResult(holds(messages));
            },
            Patience,
            what);
        return messages;
    }

    public static Task UntilSaidAsync(RealProcess agent, string text) =>
        agent.UntilAsync(() => Task.FromResult(agent.Output.Contains(text, StringComparison.Ordinal)), Patience, $"the agent says \"{text}\"");

    /// <summary>What <c>mosquitto_sub -F %j</c> has printed.</summary>
    public static List<Message> Messages(RealProcess witness) =>
        [.. witness.Output.Split('\n').Where(line => line.StartsWith('{')).Select(Message.Parse)];

    public void Dispose() => _folder.Dispose();

    private void Replace(string file, string text) => File.Move(_folder.Write(file + ".new", text + "\n"), _folder.Path(file), overwrite: true);
}

/// <summary>One message as <c>mosquitto_sub</c> saw it.</summary>
internal sealed record Message(string Topic, bool IsRetained, string ContentType, string Boot, long Sequence, string Payload)
{
    public string Kind => Topic[(Topic.LastIndexOf('/') + 1)..];

    public static Message Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var hasProperties = root.TryGetProperty("properties", out var properties);
        var user = hasProperties && properties.TryGetProperty("user-properties", out var found) ? found : default;
        return new Message(
            root.GetProperty("topic").GetString()!,
            root.GetProperty("retain").GetInt32() == 1,
            hasProperties && properties.TryGetProperty("content-type", out var type) ? type.GetString()! : "",
            user.ValueKind == JsonValueKind.Object ? user.GetProperty("boot").GetString()! : "",
            user.ValueKind == JsonValueKind.Object ? long.Parse(user.GetProperty("seq").GetString()!, CultureInfo.InvariantCulture) : 0,
            root.TryGetProperty("payload", out var payload) ? payload.GetString()! : "");
    }
}
