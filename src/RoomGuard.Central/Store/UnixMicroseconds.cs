using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace RoomGuard.Central.Store;

/// <summary>Times as the database keeps them: microseconds since 1970, UTC. A number sorts and compares in every database; SQLite cannot compare the texts it would otherwise store.</summary>
internal sealed class UnixMicroseconds() : ValueConverter<DateTimeOffset, long>(
    at => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
    number => DateTimeOffset.UnixEpoch.AddTicks(number * TimeSpan.TicksPerMicrosecond))
{
    /// <summary>The number of a time.</summary>
    public static long Of(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
