using System.IO.Compression;
using System.Text;
using System.Text.Json;
using RoomGuard.Central.Backups;

namespace RoomGuard.Central.Verdicts;

/// <summary>Writes records of verdicts with all they rest on into one archive, from which anybody can reach every verdict again.</summary>
/// <remarks>
/// <c>verdicts.jsonl</c> has a record a line, the oldest first; <c>heads.json</c> has the hash of the newest one of each room and item, so that a cut tail is seen; <c>evidence/</c> and <c>editions/</c> have a file for each hash that the records name. A file's name is the SHA-256 of its
/// bytes, so any tool can check it; a line's is that of the line.
/// </remarks>
public sealed class VerdictExport(VerdictLedger ledger, TimeProvider clock)
{
    internal const string Records = "verdicts.jsonl";

    internal const string Heads = "heads.json";

    internal const string EvidenceFolder = "evidence/";

    internal const string EditionFolder = "editions/";

    /// <summary>Writes the archive, a ZIP file, to <paramref name="target"/>.</summary>
    /// <param name="scope">A room as <c>{site}/{room}</c>, a site as <c>{site}/</c>, or empty for all.</param>
    /// <returns>How many records it holds.</returns>
    public async Task<int> WriteAsync(Stream target, string scope, CancellationToken stop)
    {
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        var (evidence, editions, count) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), 0);
        var heads = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await using (var lines = new StreamWriter(zip.CreateEntry(Records).Open(), new UTF8Encoding(false)))
        {
            await foreach (var (hash, content) in ledger.RecordsAsync(scope, stop))
            {
                await lines.WriteAsync(content);
                await lines.WriteAsync('\n');
                heads[Collect(content, evidence, editions)] = hash;
                count++;
            }
        }

        await using (var file = zip.CreateEntry(Heads).Open())
        {
            await JsonSerializer.SerializeAsync(file, heads, JsonSerializerOptions.Web, stop);
        }

        await WriteTextsAsync(zip, EvidenceFolder, evidence, stop);
        await WriteTextsAsync(zip, EditionFolder, editions, stop);
        await using var manifest = zip.CreateEntry("manifest.json").Open();
        await JsonSerializer.SerializeAsync(
            manifest,
            new { software = Backup.Software, at = clock.GetUtcNow().UtcDateTime, scope, verdicts = count, evidence = evidence.Count, editions = editions.Count },
            JsonSerializerOptions.Web,
            stop);
        return count;
    }

    private async Task WriteTextsAsync(ZipArchive zip, string folder, HashSet<string> hashes, CancellationToken stop)
    {
        await foreach (var (hash, content) in ledger.TextsAsync(hashes, stop))
        {
            await using var file = zip.CreateEntry($"{folder}{hash}.json").Open();
            await file.WriteAsync(Encoding.UTF8.GetBytes(content), stop);
        }
    }

    /// <summary>Whose chain a record belongs to: its room and its item.</summary>
    internal static string ChainOf(JsonElement record) => $"{record.GetProperty("room").GetString()} {record.GetProperty("item").GetString()}";

    private static string Collect(string content, HashSet<string> evidence, HashSet<string> editions)
    {
        using var record = JsonDocument.Parse(content);
        editions.Add(record.RootElement.GetProperty("editionHash").GetString()!);
        foreach (var input in record.RootElement.GetProperty("inputs").EnumerateArray())
        {
            evidence.Add(input.GetProperty("hash").GetString()!);
        }

        return ChainOf(record.RootElement);
    }
}
