using System.Threading.RateLimiting;

namespace RoomGuard.Central.Attachments;

/// <summary>Keeps those who bring photos and documents from taking the machine: so many a minute from one caller, and one picture decoded at a time. Safe for several threads.</summary>
internal sealed class UploadGate : IDisposable
{
    /// <summary>How many one caller may bring at once, after a quiet time.</summary>
    public const int AtOnce = 120;

    // A picture takes up to 300 MB while it is decoded; those who wait hold their bytes only.
    private const int MostWaiting = 16;

    private readonly ConcurrencyLimiter _decoding = new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = MostWaiting });

    private readonly PartitionedRateLimiter<string> _callers = PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetTokenBucketLimiter(
        caller,
        _ => new TokenBucketRateLimiterOptions { TokenLimit = AtOnce, TokensPerPeriod = AtOnce / 2, ReplenishmentPeriod = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    /// <summary>Whether <paramref name="caller"/> may bring one more now.</summary>
    public bool Admits(string caller)
    {
        using var lease = _callers.AttemptAcquire(caller);
        return lease.IsAcquired;
    }

    /// <summary>Reads a picture when it is its turn; <see cref="PhotoFault.None"/> without a photo says that too many wait.</summary>
    public async Task<(Photo? Photo, PhotoFault Fault)> ReadAsync(byte[] content, CancellationToken stop)
    {
        using var turn = await _decoding.AcquireAsync(1, stop);
        return turn.IsAcquired
            ? await Task.Run(() => (PhotoReader.Read(content, out var fault), fault), stop)
            : (null, PhotoFault.None);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decoding.Dispose();
        _callers.Dispose();
    }
}
