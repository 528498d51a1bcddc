using System.Security.Cryptography;
using System.Text;

namespace RoomGuard.Rooms.Clause35;

/// <summary>Writes an export of a journal in one pass: head, checkpoints, marks, entries, ends, seal. For one thread; the caller keeps the order.</summary>
/// <param name="output">Where it goes; stays open.</param>
public sealed class JournalExportWriter(Stream output) : IDisposable
{
    private const int Piece = 64 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly StringBuilder _text = new(Piece + 4096);
    private string? _waiting;

    /// <summary>Writes the head and begins the checkpoints.</summary>
    /// <param name="members">The members of the head after its form, as JSON without braces; <c>journal</c> is one of them.</param>
    public async Task BeginAsync(string members, CancellationToken stop)
    {
        await LineAsync(JournalExportForm.Start + members + ",", stop);
        await LineAsync(JournalExportForm.Checkpoints, stop);
    }

    /// <summary>Writes one line of the list under way: a checkpoint, a mark, an entry.</summary>
    public async ValueTask ItemAsync(string line, CancellationToken stop)
    {
        // The last one of a list has no comma behind it.
        if (_waiting is not null)
        {
            await LineAsync(_waiting + ",", stop);
        }

        _waiting = line;
    }

    /// <summary>Ends the list under way and begins the next.</summary>
    /// <param name="start"><see cref="JournalExportForm.Marks"/> or <see cref="JournalExportForm.Entries"/>.</param>
    public async Task NextAsync(string start, CancellationToken stop)
    {
        await EndListAsync(stop);
        await LineAsync(start, stop);
    }

    /// <summary>Ends the entries, writes where the chains end, and seals it all.</summary>
    /// <param name="end">The line of <see cref="JournalLines.End"/>.</param>
    /// <param name="seal">Signs SHA-256 of everything before: the signature (DER) and the key (SubjectPublicKeyInfo), both in base64.</param>
    public async Task SealAsync(string end, Func<byte[], (string Signature, string PublicKey)> seal, CancellationToken stop)
    {
        await EndListAsync(stop);
        await LineAsync(end, stop);
        await FlushAsync(stop);
        var (signature, key) = seal(_hash.GetCurrentHash());
        await LineAsync(JournalLines.Seal(signature, key), stop);
        await FlushAsync(stop);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private async Task EndListAsync(CancellationToken stop)
    {
        if (_waiting is { } last)
        {
            await LineAsync(last, stop);
            _waiting = null;
        }

        await LineAsync(JournalExportForm.ListEnd, stop);
    }

    private async ValueTask LineAsync(string line, CancellationToken stop)
    {
        _text.Append(line).Append('\n');
        if (_text.Length > Piece)
        {
            await FlushAsync(stop);
        }
    }

    private async Task FlushAsync(CancellationToken stop)
    {
        var bytes = Encoding.UTF8.GetBytes(_text.ToString());
        _text.Clear();
        _hash.AppendData(bytes);
        await output.WriteAsync(bytes, stop);
    }
}
