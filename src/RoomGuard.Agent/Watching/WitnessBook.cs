using System.Globalization;
using System.Text;
using RoomGuard.Contract.Messages;

namespace RoomGuard.Agent.Watching;

/// <summary>What was done with a checkpoint.</summary>
internal enum Witnessed
{
    /// <summary>It is kept.</summary>
    Kept,

    /// <summary>It is here already, to the byte.</summary>
    Known,

    /// <summary>It is no checkpoint, or too large.</summary>
    Refused,

    /// <summary>Its signature was made over other words, or by another key.</summary>
    Forged,
}

/// <summary>The last checkpoints of the journals, and what they say of each other. No file, no clock. For one thread.</summary>
internal sealed class WitnessBook
{
    /// <summary>Most checkpoints kept.</summary>
    public const int MaxLines = 500;

    /// <summary>Most bytes of the file, line ends included.</summary>
    public const int MaxFileBytes = 1024 * 1024;

    private readonly Queue<string> _lines = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JournalHead> _furthest = new(StringComparer.Ordinal);
    private int _bytes;
    private long? _lastNo;

    /// <summary>The checkpoints, oldest first, one line each.</summary>
    public IEnumerable<string> Lines => _lines;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _lines.Count == 0;

    /// <summary>The first checkpoint that contradicted an earlier one, told for a person; null while none did. It stands: the contradiction is in the lines.</summary>
    public string? Contradiction { get; private set; }

    /// <summary>The key that the checkpoints are signed with; null before the first.</summary>
    public string? Key { get; private set; }

    /// <summary>Checkpoints that were no such thing, or forged.</summary>
    public long Refused { get; private set; }

    /// <summary>Takes one message.</summary>
    /// <param name="keyBefore">The key until now, when this checkpoint came with another one; otherwise null.</param>
    public Witnessed Take(ReadOnlySpan<byte> payload, out string? keyBefore)
    {
        keyBefore = null;
        if (!SignedCheckpoint.TryRead(payload, out var signed) || signed.Open() is not { } checkpoint)
        {
            Refused++;
            return Witnessed.Refused;
        }

        // Line ends stand between the members of a document, never inside its texts: a space says the same.
        var line = Encoding.UTF8.GetString(payload).Replace('\r', ' ').Replace('\n', ' ');
        if (_known.Contains(line))
        {
            return Witnessed.Known;
        }

        if (signed.CheckSignature() == SignatureStanding.Broken)
        {
            Refused++;
            return Witnessed.Forged;
        }

        if (Key is not null && Key != signed.KeyId)
        {
            keyBefore = Key;
        }

        Key = signed.KeyId;
        Contradiction ??= Contradicts(checkpoint);
        Remember(checkpoint);
        Keep(line);
        return Witnessed.Kept;
    }

    private string? Contradicts(Checkpoint checkpoint)
    {
        if (_lastNo is { } last && checkpoint.No <= last)
        {
            return Text($"checkpoint {checkpoint.No} came after checkpoint {last}");
        }

        foreach (var before in _furthest.Values)
        {
            var now = checkpoint.Find(before.Journal);
            if (Shrank(before, now) is { } how)
            {
                return Text($"in checkpoint {checkpoint.No} journal {before.Journal} {how}");
            }
        }

        return null;
    }

    private static string? Shrank(JournalHead before, JournalHead? now) => now switch
    {
        null => Text($"is not there; it had {before.No} entries"),
        _ when now.No < before.No => Text($"has {now.No} entries; it had {before.No}"),
        _ when now.No == before.No && now.Hash != before.Hash => Text($"has another entry {now.No} than before"),
        _ when now.Marks < before.Marks => Text($"has {now.Marks} marks; it had {before.Marks}"),
        _ when now.Marks == before.Marks && now.MarksHash != before.MarksHash => Text($"has another mark {now.Marks} than before"),
        _ => null,
    };

    private void Remember(Checkpoint checkpoint)
    {
        _lastNo = Math.Max(_lastNo ?? 0, checkpoint.No);
        foreach (var head in checkpoint.Heads)
        {
            if (!_furthest.TryGetValue(head.Journal, out var before) || head.No >= before.No)
            {
                _furthest[head.Journal] = head;
            }
        }
    }

    private void Keep(string line)
    {
        _lines.Enqueue(line);
        _known.Add(line);
        _bytes += Size(line);
        while (_lines.Count > MaxLines || _bytes > MaxFileBytes)
        {
            var oldest = _lines.Dequeue();
            _known.Remove(oldest);
            _bytes -= Size(oldest);
        }
    }

    private static int Size(string line) => Encoding.UTF8.GetByteCount(line) + 1;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
