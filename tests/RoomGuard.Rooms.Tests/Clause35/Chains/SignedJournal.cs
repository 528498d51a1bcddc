using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RoomGuard.Contract.Messages;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Rooms.Tests.Clause35.Chains;

/// <summary>A journal that was kept as a centre keeps it: entries, signatures, checkpoints, and an export of it all.</summary>
internal sealed class SignedJournal : IDisposable
{
    internal const string Journal = "35.7";

    private readonly ECDsa _key;
    private readonly List<(string Content, ChainLink Link)> _entries = [];
    private readonly List<(string Content, ChainLink Link)> _marks = [];
    private readonly List<SignedCheckpoint> _checkpoints = [];

    internal SignedJournal(ECDsa? key = null) => _key = key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal IReadOnlyList<(string Content, ChainLink Link)> Entries => _entries;

    internal IReadOnlyList<(string Content, ChainLink Link)> Marks => _marks;

    internal IReadOnlyList<SignedCheckpoint> Checkpoints => _checkpoints;

    internal string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    internal ECDsa Key => _key;

    /// <summary>A journal with so many entries, each third signed, with a checkpoint after each fifth and at its end.</summary>
    internal static SignedJournal Kept(int entries, ECDsa? key = null, string word = "ұғөқі")
    {
        var journal = new SignedJournal(key);
        for (var no = 1; no <= entries; no++)
        {
            journal.Enter(string.Create(CultureInfo.InvariantCulture, $$$"""{"equipment":"gen-1","fields":{"defects":{"text":"{{{word}}} {{{no}}}","type":"text"}},"form":2,"journal":"35.7","kind":"generator_test","room":"hq/srv-1"}"""));
            if (no % 3 == 0)
            {
                journal.Sign(no);
            }

            if (no % 5 == 0 || no == entries)
            {
                journal.Check();
            }
        }

        return journal;
    }

    internal void Enter(string content)
    {
        var last = _entries.Count == 0 ? null : _entries[^1].Link;
        _entries.Add((content, new ChainLink(Journal, (last?.No ?? 0) + 1, ChainLink.HashOf(content), last?.Hash ?? ChainLink.None)));
    }

    internal void Sign(long no) => Mark(new JournalMark
    {
        Journal = Journal,
        Kind = JournalMark.WasSigned,
        At = "2026-03-02T06:00:00.000000Z",
        By = new JournalPerson("Ахметов Ә.", "performer"),
        Entry = no,
        EntryHash = _entries[(int)no - 1].Link.Hash,
        Method = "account",
    });

    internal void Mark(JournalMark mark)
    {
        var last = _marks.Count == 0 ? null : _marks[^1].Link;
        var content = mark.Write();
        _marks.Add((content, new ChainLink(ChainLink.MarksOf(Journal), (last?.No ?? 0) + 1, ChainLink.HashOf(content), last?.Hash ?? ChainLink.None)));
    }

    internal SignedCheckpoint Check(string? nextKey = null)
    {
        var content = new Checkpoint
        {
            No = _checkpoints.Count + 1,
            At = new DateTimeOffset(2026, 3, 2, 6, _checkpoints.Count % 60, 0, TimeSpan.Zero),
            Centre = "alone",
            Heads = [new JournalHead(Journal, _entries[^1].Link.No, _entries[^1].Link.Hash, _marks.Count, _marks.Count == 0 ? ChainLink.None : _marks[^1].Link.Hash)],
            Key = SignedCheckpoint.KeyOf(PublicKey),
            Previous = _checkpoints.Count == 0 ? ChainLink.None : _checkpoints[^1].Hash,
            NextKey = nextKey,
        }.Write();
        var signature = Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(content), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        var signed = new SignedCheckpoint(content, signature, PublicKey, null);
        _checkpoints.Add(signed);
        return signed;
    }

    /// <summary>Goes on with another key.</summary>
    internal SignedJournal With(ECDsa key)
    {
        var next = new SignedJournal(key);
        next._entries.AddRange(_entries);
        next._marks.AddRange(_marks);
        next._checkpoints.AddRange(_checkpoints);
        return next;
    }

    /// <summary>The export, with contents left out where <paramref name="hides"/> says so.</summary>
    internal async Task<byte[]> ExportAsync(Func<long, bool>? hides = null, Func<long, bool>? leavesOut = null)
    {
        using var output = new MemoryStream();
        using var writer = new JournalExportWriter(output);
        await writer.BeginAsync($"\"journal\":\"{Journal}\"", TestContext.Current.CancellationToken);
        foreach (var checkpoint in _checkpoints)
        {
            await writer.ItemAsync(checkpoint.Write(), default);
        }

        await writer.NextAsync(JournalExportForm.Marks, default);
        foreach (var (content, link) in _marks)
        {
            await writer.ItemAsync(JournalExportForm.Line(content, link.Content, link.No, link.Previous, link.Hash, null), default);
        }

        await writer.NextAsync(JournalExportForm.Entries, default);
        foreach (var (content, link) in _entries.Where(entry => leavesOut?.Invoke(entry.Link.No) != true))
        {
            await writer.ItemAsync(JournalExportForm.Line(hides?.Invoke(link.No) == true ? null : content, link.Content, link.No, link.Previous, link.Hash, "draft"), default);
        }

        await writer.SealAsync(
            JournalLines.End(_entries.Count, _entries[^1].Link.Hash, _marks.Count, _marks.Count == 0 ? ChainLink.None : _marks[^1].Link.Hash),
            hash => (Convert.ToBase64String(_key.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence)), PublicKey),
            default);
        return output.ToArray();
    }

    internal static async Task<JournalProof> VerifyAsync(byte[] export, params SignedCheckpoint[] witnesses) =>
        await new JournalVerifier(witnesses).VerifyAsync(new MemoryStream(export), null, TestContext.Current.CancellationToken);

    public void Dispose() => _key.Dispose();
}
