using System.Buffers;
using System.Text;

namespace RoomGuard.Central.Series.Influx;

/// <summary>Lines of line protocol in one buffer that is used again and again, and where each of them ends. Not for sharing.</summary>
internal sealed class LineBatch
{
    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);
    private readonly List<int> _ends = [];

    /// <summary>How many lines there are.</summary>
    public int Count => _ends.Count;

    /// <summary>All lines.</summary>
    public LineSlice All => new(this, 0, Count);

    /// <summary>Where the next line is written to; <see cref="EndLine"/> ends it.</summary>
    public IBufferWriter<byte> Next => _bytes;

    /// <summary>Ends a line.</summary>
    public void EndLine()
    {
        _bytes.Write("\n"u8);
        _ends.Add(_bytes.WrittenCount);
    }

    /// <summary>Forgets all lines and keeps the buffer.</summary>
    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _ends.Clear();
    }

    /// <summary>Bytes of <paramref name="count"/> lines from <paramref name="start"/> on, with their line ends.</summary>
    public ReadOnlyMemory<byte> Bytes(int start, int count)
    {
        var from = start == 0 ? 0 : _ends[start - 1];
        return count == 0 ? default : _bytes.WrittenMemory[from.._ends[start + count - 1]];
    }

    /// <summary>One line as text, without its end.</summary>
    public string Text(int line) => Encoding.UTF8.GetString(Bytes(line, 1).Span[..^1]);
}

/// <summary>Some lines of a batch that follow each other.</summary>
internal readonly record struct LineSlice(LineBatch Batch, int Start, int Count)
{
    /// <summary>The lines as they are sent.</summary>
    public ReadOnlyMemory<byte> Bytes => Batch.Bytes(Start, Count);

    /// <summary>The lines as text, without their ends.</summary>
    public string[] Texts
    {
        get
        {
            var (batch, start) = (Batch, Start);
            return [.. Enumerable.Range(start, Count).Select(batch.Text)];
        }
    }

    /// <summary>The first half; the shorter one when they differ.</summary>
    public LineSlice First => this with { Count = Count / 2 };

    /// <summary>The other half.</summary>
    public LineSlice Second => new(Batch, Start + (Count / 2), Count - (Count / 2));
}
