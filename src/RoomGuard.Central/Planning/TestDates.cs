using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Planning;

/// <summary>A piece of power equipment and how it is tested.</summary>
/// <param name="Room">Its room as <c>{site}/{room}</c>.</param>
internal readonly record struct TestedDevice(string Room, string Equipment, PlanKind Kind);

/// <summary>When each UPS and each generator was tested last, from journal 35.7; only what is new is read, and of what sensors showed the keys alone. Safe for several threads.</summary>
internal sealed class TestDates(StateDatabase database) : IDisposable
{
    // Keys of what people wrote name no equipment; what was broken off is no test, so that the one before it counts.
    private const string ByHand = "|manual|35.7|";
    private const string FromFile = "|import|35.7|";
    private const string BrokenOff = "\"result\":\"not_completed\"";

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
            var rows = context.Journals.AsNoTracking().Where(row => row.Journal == "35.7" && row.No > _read).OrderBy(row => row.No).Select(row => new
            {
                row.No,
                row.DraftKey,
                IsBrokenOff = row.Content.Contains(BrokenOff),
                Content = row.DraftKey.Contains(ByHand) || row.DraftKey.Contains(FromFile) ? row.Content : null,
            });
            var newest = _newest.ToBuilder();
            var read = _read;
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stop))
            {
                read = row.No;
                var (device, at) = row.Content is null ? Parse(row.DraftKey) : Read(row.Content);
                if (device is { } known && !row.IsBrokenOff && (!newest.TryGetValue(known, out var last) || at > last))
                {
                    newest[known] = at;
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

        return (DeviceOf(room, equipment, word), at);
    }

    private static (TestedDevice? Device, DateTimeOffset At) Read(string content)
    {
        using var entry = JsonDocument.Parse(content);
        var root = entry.RootElement;
        return (DeviceOf(TextOf("room"), TextOf("equipment"), TextOf("kind")), root.GetProperty("startedAt").GetDateTimeOffset());

        string TextOf(string key) => root.GetProperty(key).GetString()!;
    }

    private static TestedDevice? DeviceOf(string room, string equipment, string word) => word switch
    {
        "ups_test" => new TestedDevice(room, equipment, PlanKind.UpsTest),
        "generator_test" => new TestedDevice(room, equipment, PlanKind.GeneratorTest),
        _ => null,
    };
}
