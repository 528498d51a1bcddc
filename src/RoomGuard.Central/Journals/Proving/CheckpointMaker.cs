using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Options;
using RoomGuard.Central.Store;
using RoomGuard.Contract.Messages;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals.Proving;

/// <summary>Signs where the journals stand, when they have gone on since the last time. Safe for several threads.</summary>
internal sealed partial class CheckpointMaker(
    CentralOptions options, StateDatabase database, StateGate gate, StateCommitter committer, JournalKeys keys, Timestamper timestamper, TimeProvider clock, ILogger<CheckpointMaker> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Makes a checkpoint if there is anything new; gives the newest one, null while no journal has an entry.</summary>
    /// <exception cref="CryptographicException">The key cannot be used.</exception>
    public async Task<SignedCheckpoint?> MakeAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var (newest, heads) = await gate.ReadAsync(() => LookAsync(stop), stop);
            if (heads.Count == 0)
            {
                return null;
            }

            if (newest is not null && SignedCheckpoint.KeyOf(keys.Current.PublicKey) != newest.KeyId)
            {
                newest = await HandOverAsync(newest, heads, stop);
            }

            return newest?.Open() is { } known && known.Heads.SequenceEqual(heads) ? newest : await SignAsync(newest, heads, keys.Current, null, stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The signature over SHA-256 of an export.</summary>
    public (string Signature, string PublicKey) Seal(byte[] hash) => (keys.Current.Sign(hash), keys.Current.PublicKey);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>The signed form of a row.</summary>
    public static SignedCheckpoint Read(CheckpointRow row) => new(row.Content, row.Signature, row.PublicKey, row.Timestamp.Length == 0 ? null : row.Timestamp);

    // The old key vouches for the new one; where it is not at hand, whoever verifies hears that nobody did.
    private async Task<SignedCheckpoint?> HandOverAsync(SignedCheckpoint newest, IReadOnlyList<JournalHead> heads, CancellationToken stop)
    {
        if (newest.Open()?.NextKey is { } announced && announced == keys.Current.PublicKey)
        {
            return newest;
        }

        if (keys.Previous is { } previous && SignedCheckpoint.KeyOf(previous.PublicKey) == newest.KeyId)
        {
            return await SignAsync(newest, heads, previous, keys.Current.PublicKey, stop);
        }

        Log.KeyChanged(logger, newest.KeyId, SignedCheckpoint.KeyOf(keys.Current.PublicKey));
        return newest;
    }

    private async Task<SignedCheckpoint> SignAsync(SignedCheckpoint? newest, IReadOnlyList<JournalHead> heads, IJournalKey key, string? nextKey, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var checkpoint = new Checkpoint
        {
            No = (newest?.Open()?.No ?? 0) + 1,
            At = now,
            Centre = options.Cluster?.Silo ?? "alone",
            Heads = heads,
            Key = SignedCheckpoint.KeyOf(key.PublicKey),
            Previous = newest?.Hash ?? ChainLink.None,
            NextKey = nextKey,
        };
        var content = checkpoint.Write();
        var signature = key.Sign(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        var timestamp = await timestamper.StampAsync(Convert.FromBase64String(signature), stop);
        var row = new CheckpointRow
        {
            No = checkpoint.No,
            At = now,
            Content = content,
            Signature = signature,
            PublicKey = key.PublicKey,
            Timestamp = timestamp ?? "",
        };
        await committer.CommitAsync(new StateChange(now) { Checkpoint = row }, stop);
        return Read(row);
    }

    private async Task<(SignedCheckpoint? Newest, IReadOnlyList<JournalHead> Heads)> LookAsync(CancellationToken stop)
    {
        await using var context = database.CreateDbContext();
        var newest = await context.Checkpoints.AsNoTracking().OrderByDescending(row => row.No).FirstOrDefaultAsync(stop);
        var heads = await context.JournalHeads.AsNoTracking().Where(head => head.No > 0).OrderBy(head => head.Journal).ToListAsync(stop);
        return (
            newest is null ? null : Read(newest),
            [.. heads.Select(head => new JournalHead(head.Journal, head.No, head.Hash, head.MarkNo, head.MarkHash.Length == 0 ? ChainLink.None : head.MarkHash))]);
    }

    private static partial class Log
    {
        [LoggerMessage(4901, LogLevel.Warning, "The key that signs the journals is another one than before ({Before}, now {Now}) and nobody vouches for it: whoever verifies an export will hear so. Name the old key as journals.previousKey once, and start again.")]
        internal static partial void KeyChanged(ILogger logger, string before, string now);
    }
}
