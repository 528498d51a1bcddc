using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests.Parts;

/// <summary>A centre as a process of its own on a real mosquitto, with its samples in SQLite: what <c>roomguard serve</c> is without any other server.</summary>
internal sealed class PlainCentre : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly int _port = Ports.FreeTcp();

    private PlainCentre(Mosquitto broker) => Broker = broker;

    public Scratch Scratch { get; } = new();

    public Mosquitto Broker { get; }

    public RealProcess? Process { get; private set; }

    /// <summary>A broker, and no centre yet.</summary>
    public static async Task<PlainCentre> PrepareAsync() => new(await Mosquitto.StartAsync());

    /// <summary>Writes settings for one site with one server room.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="more">Further sections, each with a comma behind it.</param>
    public void WriteSettings(string name = "central.json", string data = "data", string clientId = "first", string more = "") => Scratch.Write(name, string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "data": "{{data}}",
          "listen": { "address": "127.0.0.1", "port": {{_port}} },
          "mqtt": { "host": "127.0.0.1", "port": {{Broker.Port}}, "clientId": "{{clientId}}" },
          {{more}}
          "sites": [ { "id": "hq", "rooms": [
            { "id": "srv-1", "type": "server", "name": { "kk": "1-серверлік", "ru": "Серверная 1", "en": "Server room 1" } },
            { "id": "srv-2", "type": "server", "name": { "kk": "2-серверлік", "ru": "Серверная 2", "en": "Server room 2" } } ] } ]
        }
        """));

    /// <summary>Starts the centre; the one before must have ended.</summary>
    public async Task StartAsync(string settings = "central.json", IReadOnlyDictionary<string, string>? environment = null)
    {
        if (Process is not null)
        {
            await Process.DisposeAsync();
        }

        Process = RealProcess.Start(Programs.Central, ["serve", Scratch.Path(settings)], environment);
    }

    public async Task StartReadyAsync(string settings = "central.json", IReadOnlyDictionary<string, string>? environment = null)
    {
        await StartAsync(settings, environment);
        await UntilReadyAsync();
    }

    public Task UntilReadyAsync() => UntilAsync(async () => (await ReadyAsync()).Status == 200, "the centre is ready", 60);

    /// <summary>What <c>/readyz</c> answers; status 0 while nobody listens.</summary>
    public async Task<(int Status, JsonElement Root)> ReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(Uri("readyz"));
            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return ((int)answer.StatusCode, document.RootElement.Clone());
        }
        catch (HttpRequestException)
        {
            return (0, default);
        }
    }

    /// <summary>Waits until a part is not well, and gives why.</summary>
    public async Task<string> UntilAmissAsync(string part, string why)
    {
        var said = "";
        await UntilAsync(
            async () =>
            {
                var (status, root) = await ReadyAsync();
                if (status != 503 || !root.GetProperty("parts").GetProperty(part).TryGetProperty("why", out var found))
                {
                    return false;
                }

                said = found.GetString()!;
                return said.Contains(why, StringComparison.Ordinal);
            },
            $"/readyz says of {part}: {why}",
            60);
        return said;
    }

    /// <summary>How often the centre's log has a line with this text.</summary>
    public int Said(string text) => Process!.Output.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    public async Task<JsonElement> JsonAsync(string path)
    {
        using var answer = await _http.GetAsync(Uri(path));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>Sends <paramref name="body"/> as JSON; the answer's status.</summary>
    public async Task<int> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(Uri(path), body);
        return (int)answer.StatusCode;
    }

    /// <summary>Sends something; the answer's status, or null when the centre was gone before it answered.</summary>
    public async Task<int?> TrySendAsync(string path, HttpContent content)
    {
        using (content)
        {
            try
            {
                using var answer = await _http.PostAsync(Uri(path), content);
                return (int)answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                return null;
            }
        }
    }

    /// <summary>Sends a file to be kept; its id.</summary>
    public async Task<string> UploadAsync(string path, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        using var answer = await _http.PostAsync(Uri(path), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>Keeps what an address gives as a file.</summary>
    public async Task DownloadAsync(string path, string file) =>
        await File.WriteAllBytesAsync(file, await _http.GetByteArrayAsync(Uri(path)));

    public async Task<int> EntriesAsync(string journal) => (await JsonAsync($"api/v1/journals/{journal}/entries")).GetProperty("items").GetArrayLength();

    /// <summary>The sum of a metric's lines that hold <paramref name="label"/>.</summary>
    public async Task<double> MetricAsync(string start, string label = "") =>
        (await _http.GetStringAsync(Uri("metrics"))).Split('\n')
            .Where(line => line.StartsWith(start, StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ') is [var value, ..] ? value : "0", NumberStyles.Float, CultureInfo.InvariantCulture));

    /// <summary>Publishes a pack as agent <c>node-1</c> would.</summary>
    public Task PublishAsync(string senml, int sequence) => Broker.PublishAsync(
        "roomguard/1/hq/node-1/live",
        Scratch.Write($"pack-{Guid.NewGuid():N}", senml),
        "-D", "publish", "user-property", "boot", "b-1", "-D", "publish", "user-property", "seq", sequence.ToString(CultureInfo.InvariantCulture));

    /// <summary>A leak: what it makes of a room must be stored before it is acknowledged.</summary>
    public Task PublishLeakAsync(int sequence, bool isWet = true) => PublishAsync($$"""[{"bn":"hq/srv-1/","n":"leak-1/leak.wet","vb":{{(isWet ? "true" : "false")}}}]""", sequence);

    public async Task UntilAsync(Func<Task<bool>> isTrue, string what, int seconds = 30)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!await isTrue())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(seconds), $"{what}: not within {seconds} s.\n--- centre:\n{Process?.Output}");
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
        {
            await Process.DisposeAsync();
        }

        await Broker.DisposeAsync();
        _http.Dispose();
        Scratch.Dispose();
    }

    private Uri Uri(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/{path}"));
}
