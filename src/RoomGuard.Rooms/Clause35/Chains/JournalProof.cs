using System.Text;

namespace RoomGuard.Rooms.Clause35;

/// <summary>What the verification of an export found.</summary>
/// <param name="Journal">The journal; empty when not even that can be read.</param>
public sealed record JournalProof(string Journal)
{
    /// <summary>Entries whose content is shown.</summary>
    public long Shown { get; init; }

    /// <summary>Entries that are only linked, not shown.</summary>
    public long Hidden { get; init; }

    /// <summary>Reviews, signatures and marks of volumes.</summary>
    public long Marks { get; init; }

    /// <summary>Signed checkpoints.</summary>
    public long Checkpoints { get; init; }

    /// <summary>Witnesses that were asked and know this journal.</summary>
    public long Witnesses { get; init; }

    /// <summary>Entries behind the newest checkpoint: chained, and not signed for yet.</summary>
    public long Unproven { get; init; }

    /// <summary>The keys that signed, by their ids, the first first.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Everything that does not hold, at most <see cref="JournalVerifier.MostFaults"/>; empty for an unbroken journal.</summary>
    public required IReadOnlyList<ProofFault> Faults { get; init; }
}

/// <summary>Something that does not hold.</summary>
/// <param name="Line">The line of the file, from 1; 0 for a fault of the whole.</param>
/// <param name="What">What, in English.</param>
public sealed record ProofFault(long Line, string What);

/// <summary>Lines of a stream as bytes, whatever their endings hold; a line that is too long is refused. For one thread.</summary>
internal sealed class ByteLines(Stream stream, int longest)
{
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private bool _isOver;

    /// <summary>The next line without its line feed; null at the end.</summary>
    /// <exception cref="InvalidDataException">It is longer than allowed.</exception>
    internal async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken stop)
    {
        for (var searched = _start; ;)
        {
            var feed = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                var line = _buffer.AsMemory(_start, searched + feed - _start);
                _start = searched + feed + 1;
                return line;
            }

            if (_end - _start > longest)
            {
                throw new InvalidDataException(FormattableString.Invariant($"A line is longer than {longest} bytes."));
            }

            if (_isOver)
            {
                var rest = _buffer.AsMemory(_start, _end - _start);
                _start = _end;
                return rest.IsEmpty ? default(ReadOnlyMemory<byte>?) : rest;
            }

            var known = _end - _start;
            MakeRoom();
            searched = _start + known;
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), stop);
            _end += read;
            _isOver = read == 0;
        }
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length && _start == 0)
        {
            return;
        }

        var rest = _end - _start;
        var target = rest > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, rest).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, rest);
    }

    internal static string Text(ReadOnlyMemory<byte> line) => Encoding.UTF8.GetString(line.Span);
}
