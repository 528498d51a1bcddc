using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Rooms;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Store;

/// <summary>Reads what people attested. Safe for several threads.</summary>
internal sealed class AttestationLedger(IDbContextFactory<StateContext> contexts)
{
    /// <summary>Two statements about one thing that are closer than this were not made of two looks at it.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    // A stored attestation was signed at most so much after it was stored: the clocks of those who sign may be that much ahead.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>The attestation of this id; null when the room has none.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>.</param>
    public async Task<Attestation?> FindAsync(string room, string id, CancellationToken stop)
    {
        await using var context = contexts.CreateDbContext();
        var needle = $"\"id\":{JsonSerializer.Serialize(id, JsonSerializerOptions.Web)}";
        var rows = await context.Attestations.AsNoTracking().Where(row => row.Room == room && row.Content.Contains(needle)).Select(row => row.Content).ToListAsync(stop);
        return rows.Select(Read).FirstOrDefault(attestation => attestation.Id == id);
    }

    /// <summary>What stands against noting <paramref name="attestation"/>: the same one, noted before; or one that says the contrary within a minute of it. Null when nothing does.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>.</param>
    /// <param name="items">What can be attested there.</param>
    /// <param name="replaces">The one that it puts right, and may contradict.</param>
    public async Task<Attestation?> FindAgainstAsync(string room, AttestableItems items, Attestation attestation, string? replaces, CancellationToken stop)
    {
        if (await FindAsync(room, attestation.Id, stop) is { } same)
        {
            return same;
        }

        await using var context = contexts.CreateDbContext();
        var from = attestation.At - Between - Ahead;
        var rows = await context.Attestations.AsNoTracking().Where(row => row.Room == room && row.At >= from).OrderByDescending(row => row.Id).Select(row => row.Content).ToListAsync(stop);
        return rows.Select(Read).FirstOrDefault(other => other.Id != replaces && (other.At - attestation.At).Duration() < Between && items.AreContrary(other, attestation));
    }

    /// <summary>A stored attestation.</summary>
    public static Attestation Read(string content) =>
        JsonSerializer.Deserialize<Attestation>(content, JsonSerializerOptions.Web) ?? throw new InvalidDataException("A stored attestation cannot be read.");
}
