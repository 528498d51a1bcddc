using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace RoomGuard.Central.Papers.Pdf;

/// <summary>Writes the objects of a PDF file (ISO 32000-1) as they come, and where each one is at the end: however long the file is, only those places are held. For one thread.</summary>
internal sealed class PdfFile
{
    // Pages that are packed while the next ones are set.
    private const int MostPacking = 4;

    // Pages under one node of the tree: readers find a page through two nodes.
    private const int Branch = 200;

    private readonly Stream _output;
    private readonly Queue<(int Id, Task<ReadOnlyMemory<byte>> Packed)> _packing = new();
    private readonly List<long> _places = [0];
    private readonly List<int> _branches = [];
    private readonly List<int> _leaves = [];
    private readonly int _root;
    private long _at;
    private int _pages;

    public PdfFile(Stream output)
    {
        _output = output;
        Put("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        _root = Reserve();
    }

    /// <summary>A number for an object that is written later.</summary>
    public int Reserve()
    {
        _places.Add(0);
        return _places.Count - 1;
    }

    /// <summary>Writes an object without a stream; gives its number.</summary>
    public int Write(string body) => Write(Reserve(), body);

    /// <summary>Writes an object without a stream under a number that was reserved.</summary>
    public int Write(int id, string body)
    {
        Begin(id);
        Put(body);
        Put("\nendobj\n");
        return id;
    }

    /// <summary>Writes a stream, packed.</summary>
    /// <param name="entries">What its dictionary says beside its length.</param>
    public int Write(int id, string entries, ReadOnlySpan<byte> content) => Put(id, entries, Pack(content));

    /// <summary>Writes a page. It is packed while the next one is set.</summary>
    public void WritePage(ReadOnlySpan<byte> content)
    {
        if (_leaves.Count == 0)
        {
            _branches.Add(Reserve());
        }

        var stream = Reserve();
        var copy = content.ToArray();
        _packing.Enqueue((stream, Task.Run(() => Pack(copy))));
        PutPacked(MostPacking);
        _leaves.Add(Write(string.Create(CultureInfo.InvariantCulture, $"<</Type/Page/Parent {_branches[^1]} 0 R/Contents {stream} 0 R>>")));
        _pages++;
        if (_leaves.Count == Branch)
        {
            EndBranch();
        }
    }

    /// <summary>Writes what stands at the end of the file.</summary>
    /// <param name="pages">What all pages have in common.</param>
    /// <param name="about">What the file says of itself.</param>
    public void Finish(string pages, string about)
    {
        PutPacked(0);
        if (_leaves.Count > 0)
        {
            EndBranch();
        }

        Write(_root, string.Create(CultureInfo.InvariantCulture, $"<</Type/Pages/Count {_pages}/Kids[{Links(_branches)}]{pages}>>"));
        var catalogue = Write(string.Create(CultureInfo.InvariantCulture, $"<</Type/Catalog/Pages {_root} 0 R/ViewerPreferences<</DisplayDocTitle true>>>>"));
        var info = Write(about);
        var table = _at;
        Put(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_places.Count}\n0000000000 65535 f \n"));
        foreach (var place in _places.Skip(1))
        {
            Put(place.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n");
        }

        Put(string.Create(CultureInfo.InvariantCulture, $"trailer\n<</Size {_places.Count}/Root {catalogue} 0 R/Info {info} 0 R>>\nstartxref\n{table}\n%%EOF\n"));
        _output.Flush();
    }

    /// <summary>A text of a dictionary, such as a title.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private static ReadOnlyMemory<byte> Pack(ReadOnlySpan<byte> content)
    {
        var packed = new MemoryStream(content.Length / 3);
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(content);
        }

        return packed.GetBuffer().AsMemory(0, (int)packed.Length);
    }

    private void PutPacked(int most)
    {
        while (_packing.Count > most)
        {
            var (id, packed) = _packing.Dequeue();
            Put(id, "", packed.GetAwaiter().GetResult());
        }
    }

    private int Put(int id, string entries, ReadOnlyMemory<byte> packed)
    {
        Begin(id);
        Put(string.Create(CultureInfo.InvariantCulture, $"<</Filter/FlateDecode/Length {packed.Length}{entries}>>stream\n"));
        Put(packed.Span);
        Put("\nendstream\nendobj\n");
        return id;
    }

    private void EndBranch()
    {
        Write(_branches[^1], string.Create(CultureInfo.InvariantCulture, $"<</Type/Pages/Parent {_root} 0 R/Count {_leaves.Count}/Kids[{Links(_leaves)}]>>"));
        _leaves.Clear();
    }

    private static string Links(List<int> ids) => string.Join(' ', ids.Select(id => string.Create(CultureInfo.InvariantCulture, $"{id} 0 R")));

    private void Begin(int id)
    {
        _places[id] = _at;
        Put(string.Create(CultureInfo.InvariantCulture, $"{id} 0 obj\n"));
    }

    private void Put(string text) => Put(Encoding.Latin1.GetBytes(text));

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _at += bytes.Length;
    }
}
