using System.Security.Cryptography;
using System.Text.Json;
using RoomGuard.Contract.Messages;

namespace RoomGuard.Rooms.Clause35;

/// <summary>Verifies one export of a journal in one pass, without a database and without trusting whoever wrote it. For one thread and one export.</summary>
/// <remarks>
/// Found are: an entry or mark that was changed, left out, moved or put in; a tail that was cut off, as far as a checkpoint or a witness knows more; a checkpoint
/// or seal that nobody vouches for; a byte of the file that is not as it was exported.
/// </remarks>
public sealed class JournalVerifier
{
    /// <summary>Most faults that are named; a file with more is beyond reading them.</summary>
    public const int MostFaults = 100;

    private const int LongestLine = 4 * 1024 * 1024;

    private readonly IncrementalHash _file = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<ProofFault> _faults = [];
    private readonly Expectations _entries = new();
    private readonly Expectations _marks = new();
    private readonly TrustedKeys _keys;
    private readonly IReadOnlyList<SignedCheckpoint> _witnesses;
    private readonly List<JournalMark> _erased = [];
    private ByteLines _lines = null!;
    private ReadOnlyMemory<byte> _line;
    private long _lineNo;
    private string _journal = "";
    private long _checkpoints;
    private long _witnessed;
    private long _proven;
    private Checkpoint? _newest;
    private string _newestHash = "";

    /// <param name="witnesses">Checkpoints that others kept.</param>
    /// <param name="pinned">The id of the key that must have signed first; null takes the export's own first key.</param>
    public JournalVerifier(IReadOnlyList<SignedCheckpoint> witnesses, string? pinned = null) => (_witnesses, _keys) = (witnesses, new TrustedKeys(pinned));

    /// <summary>Reads an export to its end.</summary>
    /// <param name="progress">Told the number of entries from time to time.</param>
    public async Task<JournalProof> VerifyAsync(Stream export, IProgress<long>? progress, CancellationToken stop)
    {
        _lines = new ByteLines(export, LongestLine);
        LinkChain? marks = null;
        LinkChain? entries = null;
        try
        {
            await HeadAsync(stop);
            await ListAsync(JournalExportForm.Checkpoints, Checkpoint, stop);
            Witness();
            marks = new LinkChain(ChainLink.MarksOf(_journal), "mark", _marks, Note);
            await ListAsync(JournalExportForm.Marks, line => Mark(marks, line), stop);
            entries = new LinkChain(_journal, "entry", _entries, Note) { Erased = new Queue<JournalMark>(_erased.OrderBy(mark => mark.First)) };
            await ListAsync(JournalExportForm.Entries, line => Entry(entries, line, progress), stop);
            marks.End();
            entries.End();
            await EndAsync(marks, entries, stop);
            await SealAsync(stop);
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException)
        {
            Note(error.Message);
        }

        return new JournalProof(_journal)
        {
            Shown = entries?.Shown ?? 0,
            Hidden = entries?.Hidden ?? 0,
            Marks = marks?.Last ?? 0,
            Checkpoints = _checkpoints,
            Witnesses = _witnessed,
            Unproven = Math.Max(0, (entries?.Last ?? 0) - _proven),
            Keys = _keys.All,
            Faults = _faults,
        };
    }

    private async Task HeadAsync(CancellationToken stop)
    {
        var head = await NextAsync(stop);
        using var read = JournalLines.Parse(head) is { } document && ByteLines.Text(head).StartsWith(JournalExportForm.Start, StringComparison.Ordinal)
            ? document
            : throw new InvalidDataException($"It is no export of a journal: its first line must begin with {JournalExportForm.Start}");
        _journal = read.RootElement.TryGetProperty("journal", out var journal) && journal.ValueKind == JsonValueKind.String && JournalForms.Find(journal.GetString()!) is { } form
            ? form.Id
            : throw new InvalidDataException("It names no journal of clause 35.");
    }

    private async Task ListAsync(string start, Action<ReadOnlyMemory<byte>> take, CancellationToken stop)
    {
        if (ByteLines.Text(await NextAsync(stop)) != start)
        {
            throw new InvalidDataException($"Line {_lineNo} must be {start}: the export is incomplete or was written by another program.");
        }

        for (var line = await NextAsync(stop); !line.Span.SequenceEqual("],"u8); line = await NextAsync(stop))
        {
            take(line);
        }
    }

    private void Checkpoint(ReadOnlyMemory<byte> line)
    {
        var json = line.Span.EndsWith(","u8) ? line[..^1] : line;
        if (!SignedCheckpoint.TryRead(json.Span, out var signed) || signed.Open() is not { } checkpoint)
        {
            Note("it is no checkpoint.");
            return;
        }

        _checkpoints++;
        if (signed.CheckSignature() != SignatureStanding.Valid)
        {
            Note($"the signature of checkpoint {checkpoint.No} does not hold.");
        }
        else if (!_keys.Take(signed.KeyId, checkpoint))
        {
            Note($"checkpoint {checkpoint.No} is signed by a key that no checkpoint before it announces: {signed.KeyId}.");
        }
        else
        {
            Follow(checkpoint, signed);
        }
    }

    private void Follow(Checkpoint checkpoint, SignedCheckpoint signed)
    {
        if (_newest is { } before && (checkpoint.No <= before.No || (checkpoint.No == before.No + 1 && checkpoint.Previous != _newestHash)))
        {
            Note($"checkpoint {checkpoint.No} does not follow checkpoint {before.No}.");
        }

        (_newest, _newestHash) = (checkpoint, signed.Hash);
        if (checkpoint.Find(_journal) is { } head)
        {
            _proven = Math.Max(_proven, head.No);
            Expect(head, $"checkpoint {checkpoint.No} of {checkpoint.AtText}");
        }
    }

    private void Expect(JournalHead head, string who)
    {
        _entries.Add(head.No, head.Hash, who);
        _marks.Add(head.Marks, head.MarksHash, who);
    }

    private void Witness()
    {
        foreach (var witness in _witnesses)
        {
            if (witness.Open() is not { } checkpoint || witness.CheckSignature() != SignatureStanding.Valid)
            {
                Note("a witness has a signature that does not hold.");
            }
            else if (!_keys.Knows(witness.KeyId))
            {
                Note($"a witness of {checkpoint.AtText} was signed by key {witness.KeyId}, which signed nothing here: the export is another centre's, or was made anew with another key.");
            }
            else if (checkpoint.Find(_journal) is { } head)
            {
                _witnessed++;
                Expect(head, $"a witness of {checkpoint.AtText}");
            }
        }
    }

    private void Mark(LinkChain chain, ReadOnlyMemory<byte> line)
    {
        if (chain.Take(line.Span) is not { } content || JournalMark.Read(content) is not { } mark)
        {
            return;
        }

        if (mark is { Entry: { } entry, EntryHash: { } hash })
        {
            _entries.Add(entry, hash, $"mark {chain.Last} ({mark.Kind})");
        }

        if (mark.Kind == JournalMark.VolumeErased && mark is { First: not null, Last: not null, Head: not null })
        {
            _erased.Add(mark);
        }
    }

    private static void Entry(LinkChain chain, ReadOnlyMemory<byte> line, IProgress<long>? progress)
    {
        const int Pace = 10_000;
        chain.Pass(line.Span);
        if (chain.Last % Pace == 0)
        {
            progress?.Report(chain.Last);
        }
    }

    private async Task EndAsync(LinkChain marks, LinkChain entries, CancellationToken stop)
    {
        var text = ByteLines.Text(await NextAsync(stop));
        var expected = JournalLines.End(entries.Last, entries.Head, marks.Last, marks.Head);
        if (text != expected)
        {
            Note("the ends of the chains are not as the export says.");
        }
    }

    private async Task SealAsync(CancellationToken stop)
    {
        var line = await NextAsync(stop);
        var sealedBytes = _file.GetCurrentHash();
        if (JournalLines.ReadSeal(line) is not { } seal)
        {
            throw new InvalidDataException("The export has no seal.");
        }

        if (!_keys.Knows(SignedCheckpoint.KeyOf(seal.PublicKey)))
        {
            Note($"the seal is signed by a key that signed no checkpoint: {SignedCheckpoint.KeyOf(seal.PublicKey)}.");
        }
        else if (!JournalLines.VerifyHash(sealedBytes, seal))
        {
            Note("the file is not byte for byte as it was exported.");
        }

        if (await _lines.NextAsync(stop) is not null)
        {
            Note("something stands behind the seal.");
        }
    }

    private async Task<ReadOnlyMemory<byte>> NextAsync(CancellationToken stop)
    {
        if (_lineNo > 0)
        {
            _file.AppendData(_line.Span);
            _file.AppendData("\n"u8);
        }

        _line = await _lines.NextAsync(stop) ?? throw new InvalidDataException("The export ends before its seal: it was cut off.");
        _lineNo++;
        return _line;
    }

    private void Note(string what)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new ProofFault(_lineNo, what));
        }
    }
}
