using System.Text.Json;

namespace RoomGuard.Bench.Cluster;

/// <summary>Asks every centre that runs for every room, and takes the newest value that any of them shows: what a person with two windows open sees.</summary>
internal sealed class RoomWatch(SiloPair silos, IReadOnlyList<string> rooms)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until every room shows a value taken after an instant.</summary>
    /// <returns>How long that was after the instant.</returns>
    public async Task<TimeSpan> UntilServedAsync(DateTimeOffset after, TimeSpan patience)
    {
        while (true)
        {
            var newest = await NewestAsync();
            var now = TimeProvider.System.GetUtcNow();
            if (newest.All(at => at > after))
            {
                return now - after;
            }

            if (now - after > patience)
            {
                throw new InvalidOperationException($"{newest.Count(at => at <= after)} of {rooms.Count} rooms show nothing newer than {after:O} after {patience.TotalSeconds:0} s:\n{string.Join('\n', silos.Running.Select(static silo => silo.Process.Output))}");
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>The oldest that the newest value of any room became while something else went on.</summary>
    public async Task<TimeSpan> OldestDuringAsync(Task other)
    {
        var oldest = TimeSpan.Zero;
        while (!other.IsCompleted)
        {
            var started = TimeProvider.System.GetUtcNow();
            var age = started - (await NewestAsync()).Min();
            oldest = age > oldest ? age : oldest;
            await Task.Delay(Pause);
        }

        await other;
        return oldest;
    }

    private async Task<IReadOnlyList<DateTimeOffset>> NewestAsync()
    {
        var newest = new DateTimeOffset[rooms.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, rooms.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, _) =>
        {
            foreach (var silo in silos.Running.ToList())
            {
                try
                {
                    var room = await silo.GetAsync($"api/v1/rooms/bench/{rooms[index]}");
                    foreach (var point in room.GetProperty("points").EnumerateArray())
                    {
                        if (point.TryGetProperty("at", out var at) && at.ValueKind == JsonValueKind.String && at.GetDateTimeOffset() is var taken && taken > newest[index])
                        {
                            newest[index] = taken;
                        }
                    }
                }
                catch (HttpRequestException)
                {
                    // It has just been killed, or has just started.
                }
            }
        });
        return newest;
    }
}
