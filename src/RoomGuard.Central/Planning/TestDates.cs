using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Planning;

/// <summary>A piece of power equipment and how it is tested.</summary>
/// <param name="Room">Its room as <c>{site}/{room}</c>.</param>
internal readonly record struct TestedDevice(string Room, string Equipment, PlanKind Kind);

/// <summary>When each UPS and each generator was tested last, from journal 35.7; only what is new is read, and of it the keys alone. Safe for several threads.</summary>
internal sealed class TestDates(StateDatabase database) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private ImmutableDictionary<TestedDevice, DateTimeOffset> _newest = ImmutableDictionary<TestedDevice, DateTimeOffset>.Empty;
    private long _read;

    /// <summary>The beginnings of the newest tests, UTC.</summary>
    public async Task<IReadOnlyDictionary<TestedDevice, DateTimeOffset>> ReadAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            await using var context = database.CreateDbContext();
            var rows = context.Journals.AsNoTracking().Where(row => row.Journal == "35.7" && row.No > _read).OrderBy(row => row.No).Select(row => new { row.No, row.DraftKey });
            var newest = _newest.ToBuilder();
            var read = _read;
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stop))
            {
                read = row.No;
                if (Parse(row.DraftKey) is ({ } device, var at) && (!newest.TryGetValue(device, out var known) || at > known))
                {
                    newest[device] = at;
                }
            }

            (_newest, _read) = (newest.ToImmutable(), read);
            return _newest;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    // {room}|{equipment}|{kind}|{start}: see JournalKeys. An outage is no test, however well it went.
    private static (TestedDevice? Device, DateTimeOffset At) Parse(string key)
    {
        if (key.Split('|') is not [var room, var equipment, var word, var start]
            || !DateTimeOffset.TryParse(start, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
        {
            return (null, default);
        }

        PlanKind? kind = word switch
        {
            "ups_test" => PlanKind.UpsTest,
            "generator_test" => PlanKind.GeneratorTest,
            _ => null,
        };
        return (kind is { } known ? new TestedDevice(room, equipment, known) : null, at);
    }
}
