using RoomGuard.Central.Rooms;
using RoomGuard.Central.Sites;

namespace RoomGuard.Central.Planning;

/// <summary>Which part of the plan is asked for.</summary>
/// <param name="Site">Only this site; null gives all.</param>
/// <param name="Room">Only this room, <c>{site}/{room}</c>; null gives all.</param>
/// <param name="Until">Only what is due by then, UTC; null gives all.</param>
internal sealed record PlanQuery(string? Site = null, string? Room = null, DateTimeOffset? Until = null)
{
    /// <summary>Whether something belongs to what is asked for.</summary>
    public bool Fits(PlanItem item) =>
        (Room is null || item.Rooms.Contains(Room))
        && (Site is null || item.Rooms.Any(room => room.StartsWith(Site + "/", StringComparison.Ordinal)))
        && (Until is null || item.Due is null || item.Due <= Until);
}

/// <summary>Gives the plan as it is now. Safe for several threads.</summary>
internal sealed class PlanDesk(RoomBoard board, SiteBook sites, TestDates tests, TimeProvider clock)
{
    /// <summary>The centre's clock, UTC.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The site model in force.</summary>
    public SiteModel Model => sites.Current;

    /// <summary>What is asked for of the plan, what is due first at the head.</summary>
    public async Task<IReadOnlyList<PlanItem>> ReadAsync(PlanQuery query, CancellationToken stop)
    {
        var tested = await tests.ReadAsync(stop);
        return [.. new PlanMaker(sites.Current, tested, Now).Make(board.Rooms).Where(query.Fits)];
    }
}
