using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Polling;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Local;

namespace RoomGuard.Agent.Guarding;

/// <summary>Watches the agent's rooms by the rules of the centre: switches sirens and beacons, and tells people itself when the centre has been silent for too long.</summary>
internal sealed partial class LocalGuard : IInput
{
    private const int MostWaiting = 10_000;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    // After its return the centre needs a moment until it has heard all that was told.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private readonly LocalOptions _options;
    private readonly string _agent;
    private readonly GuardParts _parts;
    private readonly TimeProvider _clock;
    private readonly ILogger<LocalGuard> _logger;
    private readonly Channel<Sample> _samples = Channel.CreateBounded<Sample>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly LocalRooms _rooms;
    private readonly PageBook _book;
    private volatile IReadOnlyList<(PointId Point, string Text)> _told = [];
    private DateTimeOffset? _aloneUntil;
    private IReadOnlyList<string> _kept = [];
    private (Task Announced, bool IsNew) _roster = (Task.CompletedTask, true);
    private PageDesk? _desk;

    /// <summary>A guard.</summary>
    public LocalGuard(LocalOptions options, string agent, GuardParts parts, TimeProvider clock, ILogger<LocalGuard> logger)
    {
        (_options, _agent, _parts, _clock, _logger) = (options, agent, parts, clock, logger);
        _rooms = new LocalRooms(agent, options.Rooms, clock.GetUtcNow());
        _book = new PageBook(options.Least);
        _kept = parts.Told.Read();
        _book.Recall(_kept);
    }

    /// <inheritdoc/>
    public string Name => "local";

    /// <summary>Hears a sample of the agent; never waits.</summary>
    public void Note(Sample sample)
    {
        if (sample.Point.Signal != ToldAlarms.Signal)
        {
            _samples.Writer.TryWrite(sample);
        }
    }

    /// <summary>What goes with every pack while the centre may not know it: what people were told already. Safe for all threads.</summary>
    public IReadOnlyList<Sample> Beside() => [.. _told.Select(told => _parts.Feed.Stamp(told.Point, _clock.GetUtcNow(), Reading.Of(told.Text)))];

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(Pace, _clock);
        await using var desk = new PageDesk(_parts.Pagers, _options, _agent, _logger);
        _desk = desk;
        try
        {
            var tick = ticks.WaitForNextTickAsync(stop).AsTask();
            var sample = _samples.Reader.WaitToReadAsync(stop).AsTask();
            Act(isTick: true);
            while (true)
            {
                await Task.WhenAny([tick, sample, .. desk.UnderWay]);
                if (sample.IsCompleted)
                {
                    await sample;
                    Observe();
                    sample = _samples.Reader.WaitToReadAsync(stop).AsTask();
                }

                var isTick = tick.IsCompleted;
                if (isTick)
                {
                    await tick;
                    tick = ticks.WaitForNextTickAsync(stop).AsTask();
                }

                Act(isTick);
            }
        }
        finally
        {
            _parts.Outputs.MakeSafe();
        }
    }

    /// <inheritdoc/>
    public void Fault(string detail) => _parts.Outputs.Fault(detail);

    private void Observe()
    {
        while (_samples.Reader.TryRead(out var sample))
        {
            foreach (var change in _rooms.Observe(sample, _clock.GetUtcNow()))
            {
                _book.Note(change);
            }

            _parts.Outputs.Hear(sample);
        }
    }

    private void Act(bool isTick)
    {
        var now = _clock.GetUtcNow();
        if (isTick)
        {
            LookAtRoster(now);
            foreach (var change in _rooms.Tick(now))
            {
                _book.Note(change);
            }
        }

        var silence = _parts.Centre.SilentFor();
        var isAlone = silence >= _options.After;
        NoteAlone(isAlone, silence, now);
        _parts.Outputs.Switch(_rooms.Standing, isAlone);
        _desk!.Take(_book);
        if (!isAlone)
        {
            _book.Settle();
        }

        if (_desk.IsFree && _book.Next(now - silence, isAlone) is { } page)
        {
            _desk.Tell(page, silence);
        }

        Keep(isAlone, now);
    }

    // While it is alone, and for a moment after, every pack says what was told: whichever comes first brings it.
    private void Keep(bool isAlone, DateTimeOffset now)
    {
        var told = _book.Told;
        if (!told.SequenceEqual(_kept, StringComparer.Ordinal))
        {
            _kept = told;
            try
            {
                _parts.Told.Write(told);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Log.CannotKeep(_logger, error.Message);
            }

            foreach (var room in _options.Rooms)
            {
                _parts.Feed.Put(ToldAlarms.PointOf(room.Site, room.Id, _agent), now, Reading.Of(ToldAlarms.Write(_book.ToldOf(room.Path))));
            }
        }

        var isBeside = told.Count > 0 && (isAlone || now - _aloneUntil < Overlap);
        if (isBeside || _told.Count > 0)
        {
            _told = isBeside ? [.. _options.Rooms.Select(room => (ToldAlarms.PointOf(room.Site, room.Id, _agent), ToldAlarms.Write(_book.ToldOf(room.Path))))] : [];
        }
    }

    private void NoteAlone(bool isAlone, TimeSpan silence, DateTimeOffset now)
    {
        if (isAlone && (_aloneUntil is null || now - _aloneUntil > 2 * Pace))
        {
            Log.Alone(_logger, silence);
        }

        _aloneUntil = isAlone ? now : _aloneUntil;
    }

    private void LookAtRoster(DateTimeOffset now)
    {
        if (_roster.IsNew || _roster.Announced.IsCompleted)
        {
            var (points, changed) = _parts.Roster.Look();
            _rooms.Expect(points, now);
            _roster = (changed, false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3801, LogLevel.Warning, "The centre has been silent for {Silence}: this agent tells of alarms itself until it is heard again.")]
        internal static partial void Alone(ILogger logger, TimeSpan silence);

        [LoggerMessage(3804, LogLevel.Warning, "What was told cannot be kept over a restart: {Fault}")]
        internal static partial void CannotKeep(ILogger logger, string fault);
    }
}
