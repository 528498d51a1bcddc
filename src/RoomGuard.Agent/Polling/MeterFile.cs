using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace RoomGuard.Agent.Polling;

/// <summary>What is kept of one meter.</summary>
/// <param name="Pulses">Pulses counted.</param>
/// <param name="At">When that was so, UTC.</param>
/// <param name="IsClosed">Whether the agent ended in order just after; otherwise it may have counted more.</param>
internal sealed record KeptCount(long Pulses, DateTimeOffset At, bool IsClosed);

/// <summary>The file that holds the counts: replaced whole, so that a power cut leaves the old one or the new one.</summary>
/// <param name="path">Its path; its folder is made when it is first written.</param>
internal sealed class MeterFile(string path)
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Its path.</summary>
    public string Path => path;

    /// <summary>The counts by point; none where there is no file. A file that is no such one is put aside, and <paramref name="fault"/> says so.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public IReadOnlyDictionary<string, KeptCount> Read(out string? fault)
    {
        fault = null;
        if (!File.Exists(path))
        {
            return new Dictionary<string, KeptCount>();
        }

        try
        {
            return new FileInfo(path).Length <= MaxBytes ? Parse(File.ReadAllBytes(path)) : throw new FormatException($"has more than {MaxBytes} bytes");
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            File.Move(path, path + ".bad", overwrite: true);
            fault = error.Message;
            return new Dictionary<string, KeptCount>();
        }
    }

    /// <summary>Replaces it: a file beside it, flushed to the disk, then renamed.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Replace(IReadOnlyDictionary<string, KeptCount> counts)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var fresh = path + ".new";
        using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(Write(counts));
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="Exception">It is anything else: of the types that <see cref="Read"/> catches.</exception>
    internal static Dictionary<string, KeptCount> Parse(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 4 });
        var counts = new Dictionary<string, KeptCount>(StringComparer.Ordinal);
        foreach (var meter in document.RootElement.GetProperty("meters").EnumerateObject())
        {
            var pulses = meter.Value.GetProperty("pulses").GetInt64();
            counts[meter.Name] = pulses < 0 ? throw new FormatException($"{meter.Name} has {pulses} pulses") : new KeptCount(pulses, meter.Value.GetProperty("at").GetDateTimeOffset(), meter.Value.GetProperty("closed").GetBoolean());
        }

        return counts;
    }

    /// <summary>The file of these counts.</summary>
    internal static byte[] Write(IReadOnlyDictionary<string, KeptCount> counts)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("meters");
            foreach (var (point, count) in counts.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(point);
                json.WriteNumber("pulses", count.Pulses);
                json.WriteString("at", count.At.ToString("O", CultureInfo.InvariantCulture));
                json.WriteBoolean("closed", count.IsClosed);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
