using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RoomGuard.Contract.Json;
using RoomGuard.Contract.Messages;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Journals;

/// <summary>Three years of entries as a centre writes them.</summary>
internal static class YearsOfEntries
{
    public const int Entries = 100_000;

    private static readonly DateTimeOffset Start = new(2023, 11, 1, 6, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<string> Journals { get; } = [.. JournalForms.All.Select(form => form.Id)];

    // Making a million contents one by one takes far longer than verifying them: a thousand are made, and told apart by their number.
    private const int Distinct = 1_000;

    private static int OfEach => Entries / Journals.Count;

    /// <summary>Puts them into a centre's database, in the place of what is there.</summary>
    public static async Task FillAsync(Scratch scratch, string database)
    {
        var script = scratch.Path("fill.sql");
        await using (var sql = new StreamWriter(script))
        {
            await sql.WriteLineAsync("PRAGMA synchronous = OFF; BEGIN; DROP TRIGGER journal_no_delete; DROP TRIGGER journal_mark_no_delete; DELETE FROM journal; DELETE FROM journal_mark; DELETE FROM journal_head;");
            foreach (var journal in Journals)
            {
                var head = ChainLink.None;
                for (var no = 1; no <= OfEach; no++)
                {
                    var content = Content(journal, no);
                    var link = new ChainLink(journal, no, ChainLink.HashOf(content), head);
                    head = link.Hash;
                    await sql.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture,
                        $"INSERT INTO journal (\"Journal\", \"No\", \"Room\", \"DraftKey\", \"Content\", \"Hash\", \"Previous\") VALUES ('{journal}', {no}, 'bench/r00000', '{journal}|{no}', '{content.Replace("'", "''", StringComparison.Ordinal)}', '{link.Hash}', '{link.Previous}');"));
                }

                await sql.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"INSERT INTO journal_head (\"Journal\", \"No\", \"Hash\", \"MarkNo\", \"MarkHash\", \"Volume\", \"VolumeFirst\", \"Volumes\") VALUES ('{journal}', {OfEach}, '{head}', 0, '', 1, 1, 1);"));
            }

            await sql.WriteLineAsync("COMMIT;");
        }

        var (exitCode, output) = await RealProcess.RunAsync("/bin/sh", ["-c", $"{Needs.Program("sqlite3", "sqlite3")} {database} < {script}"], TimeSpan.FromMinutes(2));
        if (exitCode != 0)
        {
            throw new InvalidOperationException(output);
        }
    }

    /// <summary>Writes an export of so many, signed with a key of its own.</summary>
    public static async Task ExportAsync(string path, int entries)
    {
        const string Journal = "35.7";
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        await using var output = File.Create(path);
        using var writer = new JournalExportWriter(output);
        await writer.BeginAsync($"\"journal\":\"{Journal}\"", default);
        var contents = Enumerable.Range(0, Distinct).Select(no => Content(Journal, no).Split($" {no}:")).ToList();
        var links = Chain(Journal, entries, Numbered);
        var checkpoint = new Checkpoint
        {
            No = 1,
            At = Start,
            Centre = "bench",
            Heads = [new JournalHead(Journal, entries, links[^1].Hash, 0, ChainLink.None)],
            Key = SignedCheckpoint.KeyOf(publicKey),
            Previous = ChainLink.None,
        }.Write();
        await writer.ItemAsync(new SignedCheckpoint(checkpoint, Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(checkpoint), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)), publicKey, null).Write(), default);
        await writer.NextAsync(JournalExportForm.Marks, default);
        await writer.NextAsync(JournalExportForm.Entries, default);
        foreach (var link in links)
        {
            await writer.ItemAsync(JournalExportForm.Line(Numbered(link.No), link.Content, link.No, link.Previous, link.Hash, "draft"), default);
        }

        await writer.SealAsync(
            JournalLines.End(entries, links[^1].Hash, 0, ChainLink.None),
            hash => (Convert.ToBase64String(key.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence)), publicKey),
            default);

        string Numbered(long no) => string.Join(string.Create(CultureInfo.InvariantCulture, $" {no}:"), contents[(int)(no % Distinct)]);
    }

    private static List<ChainLink> Chain(string journal, int entries, Func<long, string> content)
    {
        var links = new List<ChainLink>(entries);
        for (var no = 1; no <= entries; no++)
        {
            links.Add(new ChainLink(journal, no, ChainLink.HashOf(content(no)), no == 1 ? ChainLink.None : links[^1].Hash));
        }

        return links;
    }

    // Every text, number and time column of the journal's first section: as long as entries are in earnest.
    private static string Content(string journal, long no)
    {
        var section = JournalForms.Find(journal)!.Sections[0];
        var at = Start + TimeSpan.FromMinutes(15 * no);
        var fields = new Dictionary<string, JournalValue>(StringComparer.Ordinal);
        foreach (var column in section.Columns)
        {
            fields[column.Id] = column.Type switch
            {
                "number" => new JournalValue.Number(no % 97 / 10.0, "s"),
                "numbers" => new JournalValue.Numbers([new NamedNumber("min", 21.5), new NamedNumber("max", 24 + (no % 7))], "Cel"),
                "time" => new JournalValue.Time(at),
                "choice" => column.Choices[(int)(no % column.Choices.Count)],
                _ => new JournalValue.Plain($"Қосымша жазба {no}: ұңғыма, өткізгіш, көрсеткіш қалыпты"),
            };
        }

        var json = $$"""
            {"endedAt":"{{JournalMark.Time(at.AddMinutes(10))}}","equipment":"gen-1","fields":{{Encoding.UTF8.GetString(JournalJson.Write(fields))}},"form":2,"journal":"{{journal}}","kind":"test","origin":"auto","recordedAt":"{{JournalMark.Time(at.AddMinutes(16))}}","result":"pass","room":"bench/r00000","section":"{{section.Id}}","startedAt":"{{JournalMark.Time(at)}}","volume":1}
            """;
        return Encoding.UTF8.GetString(Jcs.Canonicalise(Encoding.UTF8.GetBytes(json)));
    }
}
