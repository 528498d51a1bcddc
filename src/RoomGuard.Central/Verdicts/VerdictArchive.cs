using System.IO.Compression;
using System.Text;
using System.Text.Json;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Verdicts;

/// <summary>An export of verdicts, read to be checked: a ZIP file, or the folder it was unpacked to. Nothing in it is believed.</summary>
public sealed class VerdictArchive
{
    private const int MaxFile = 64 * 1024 * 1024;

    private const int MaxRecord = 1024 * 1024;

    private readonly Dictionary<string, string> _evidence = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Catalogue> _editions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byHash = new(StringComparer.Ordinal);
    private readonly List<string> _records = [];
    private Dictionary<string, string> _heads = new(StringComparer.Ordinal);

    private VerdictArchive()
    {
    }

    /// <summary>The records, the oldest first.</summary>
    public IReadOnlyList<string> Records => _records;

    /// <summary>What was read and is no use, in words.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Reads an export.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no export.</exception>
    public static async Task<VerdictArchive> ReadAsync(string path, CancellationToken stop)
    {
        var archive = new VerdictArchive();
        try
        {
            await archive.ReadAllAsync(path, stop);
        }
        catch (NotSupportedException error)
        {
            throw new InvalidDataException($"{path} is packed in a way that is not known: {error.Message}", error);
        }

        archive.CheckHeads();
        return archive._records.Count > 0 ? archive : throw new InvalidDataException($"{path} has no {VerdictExport.Records} with a record in it: it is no export of verdicts.");
    }

    private async Task ReadAllAsync(string path, CancellationToken stop)
    {
        if (Directory.Exists(path))
        {
            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                await using var stream = File.OpenRead(file);
                await TakeAsync(Path.GetRelativePath(path, file).Replace('\\', '/'), stream, stop);
            }
        }
        else
        {
            using var zip = ZipFile.OpenRead(path);
            foreach (var entry in zip.Entries)
            {
                await using var stream = entry.Open();
                await TakeAsync(entry.FullName, stream, stop);
            }
        }
    }

    /// <summary>The records whose hashes begin so; all for <c>all</c>.</summary>
    public IReadOnlyList<string> Find(string id) => id == "all" ? _records : [.. _records.Where(record => EvidenceJson.Hash(record).StartsWith(id, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Reaches one record again.</summary>
    public ReplayResult Replay(string record) => VerdictReplay.Check(record, _evidence.GetValueOrDefault, _editions.GetValueOrDefault, _byHash.GetValueOrDefault);

    private async Task TakeAsync(string name, Stream stream, CancellationToken stop)
    {
        if (name == VerdictExport.Heads)
        {
            TakeHeads(name, await ReadAsync(name, stream, stop));
            return;
        }

        var isRecords = name == VerdictExport.Records;
        var isEvidence = name.StartsWith(VerdictExport.EvidenceFolder, StringComparison.Ordinal);
        if (!isRecords && !isEvidence && !name.StartsWith(VerdictExport.EditionFolder, StringComparison.Ordinal))
        {
            return;
        }

        if (isRecords)
        {
            await foreach (var line in LinesAsync(stream, stop))
            {
                _records.Add(line);
                _byHash[EvidenceJson.Hash(line)] = line;
            }

            return;
        }

        var text = await ReadAsync(name, stream, stop);
        var hash = Path.GetFileNameWithoutExtension(name);
        if (isEvidence)
        {
            _evidence[hash] = text;
        }
        else
        {
            TakeEdition(name, hash, text);
        }
    }

    private void TakeHeads(string name, string text)
    {
        try
        {
            _heads = JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];
        }
        catch (JsonException error)
        {
            Faults.Add($"{name} cannot be read: {error.Message}");
        }
    }

    // Each chain must end where the export says: else its newest records were taken away, or changed.
    private void CheckHeads()
    {
        var newest = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var record in _records)
        {
            if (ChainOf(record) is { } chain)
            {
                newest[chain] = EvidenceJson.Hash(record);
            }
        }

        Faults.AddRange(_heads.Where(head => newest.GetValueOrDefault(head.Key) != head.Value).Select(head => $"The newest record of {head.Key} is not {head.Value}: it was taken away, or changed."));
        Faults.AddRange(newest.Keys.Where(chain => !_heads.ContainsKey(chain)).Select(chain => $"{VerdictExport.Heads} does not name {chain}."));
    }

    private static string? ChainOf(string record)
    {
        try
        {
            using var document = JsonDocument.Parse(record);
            return VerdictExport.ChainOf(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private void TakeEdition(string name, string hash, string text)
    {
        var file = CatalogueReader.Read(Encoding.UTF8.GetBytes(text), name, out var catalogue);
        if (catalogue is null || catalogue.Hash != hash)
        {
            Faults.Add(catalogue is null ? $"{name} is no edition: {string.Join(' ', file.Faults.Take(3))}" : $"{name} is not what its name says: its hash is {catalogue.Hash}.");
            return;
        }

        _editions[hash] = catalogue;
    }

    // A line that never ends would be read until nothing is left.
    private static async IAsyncEnumerable<string> LinesAsync(Stream stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var (line, piece) = (new StringBuilder(), new char[16 * 1024]);
        for (var read = await reader.ReadAsync(piece, stop); read > 0; read = await reader.ReadAsync(piece, stop))
        {
            for (var i = 0; i < read; i++)
            {
                if (piece[i] is not '\n')
                {
                    line.Append(piece[i]);
                }
                else if (line.Length > 0)
                {
                    yield return line.ToString();
                    line.Clear();
                }
            }

            if (line.Length > MaxRecord)
            {
                throw new InvalidDataException($"{VerdictExport.Records} has a line of more than {MaxRecord} characters.");
            }
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    private static async Task<string> ReadAsync(string name, Stream stream, CancellationToken stop)
    {
        using var buffer = new MemoryStream();
        var piece = new byte[64 * 1024];
        for (var read = await stream.ReadAsync(piece, stop); read > 0; read = await stream.ReadAsync(piece, stop))
        {
            buffer.Write(piece, 0, read);
            if (buffer.Length > MaxFile)
            {
                throw new InvalidDataException($"{name} is longer than {MaxFile} bytes.");
            }
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
