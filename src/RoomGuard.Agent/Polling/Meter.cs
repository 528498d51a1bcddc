using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Pulses;

namespace RoomGuard.Agent.Polling;

/// <summary>One meter: its count goes on from what was kept, and is said each period. For one thread.</summary>
internal sealed class Meter : IDisposable
{
    private readonly MeterOptions _options;
    private readonly PulseCounter _counter;
    private readonly SampleFeed _feed;
    private readonly TimeProvider _clock;
    private readonly Presence _presence;
    private readonly PointId _point;
    private string? _break;
    private PulseRate _rate;
    private DateTimeOffset _due;

    /// <summary>A meter that goes on from <paramref name="kept"/>.</summary>
    /// <param name="kept">What was kept of it; null where it is new.</param>
    public Meter(MeterOptions options, KeptCount? kept, PulseCounter counter, SampleFeed feed, (TimeProvider Clock, ILogger Logger) surroundings)
    {
        (_options, _counter, _feed, _clock) = (options, counter, feed, surroundings.Clock);
        _point = options.Place.Point(options.Signal.Id);
        _presence = new Presence(_point, _clock, surroundings.Logger);
        _due = _clock.GetUtcNow();
        _break = kept is null ? null : FormattableString.Invariant(
            $"nothing was counted from {kept.At:u} to {_due:u}{(kept.IsClosed ? "" : ", and the agent had ended out of order: what it counted after the first of these is missing, too")}");
    }

    /// <summary>The point that the counts are kept by.</summary>
    public string Key => _point.ToString();

    /// <summary>Pulses so far.</summary>
    public long Pulses => _counter.Tally.Count;

    /// <summary>Says what is due.</summary>
    public void Tick()
    {
        var now = _clock.GetUtcNow();
        if (now < _due)
        {
            return;
        }

        // The break is said, and the count right after it.
        var fault = _counter.Look();
        var isBreak = fault is null && _break is not null;
        _due = isBreak ? now : _due + _options.Period > now ? _due + _options.Period : now + _options.Period;
        var tally = _counter.Tally;
        _rate = _rate.Look(tally, now);
        Say(_options.Signal, now, fault is not null ? Reading.Absent(AbsenceReason.Silent, fault)
            : isBreak ? Reading.Absent(AbsenceReason.Faulted, _break)
            : Judge(_options.Start + (tally.Count * _options.UnitsPerPulse), _options.Signal));
        if (_options.Rate is { } rate && !isBreak)
        {
            Say(rate.Signal, now, fault is not null ? Reading.Absent(AbsenceReason.Silent, fault)
                : _rate.PerSecond is { } pulses ? Judge(pulses * _options.UnitsPerPulse * rate.Factor, rate.Signal)
                : Reading.Absent(AbsenceReason.Silent, "two pulses have yet to come"));
        }

        _break = isBreak ? null : _break;
    }

    /// <summary>Makes its points absent.</summary>
    public void Fault(string detail)
    {
        foreach (var signal in new[] { _options.Signal, _options.Rate?.Signal }.OfType<Signal>())
        {
            _feed.Put(_options.Place.Point(signal.Id), _clock.GetUtcNow(), Reading.Absent(AbsenceReason.Faulted, detail));
        }
    }

    /// <summary>Lets the line go.</summary>
    public void Dispose() => _counter.Dispose();

    private void Say(Signal signal, DateTimeOffset at, Reading reading)
    {
        _feed.Put(_options.Place.Point(signal.Id), at, reading);
        if (signal == _options.Signal)
        {
            _presence.Note(reading);
        }
    }

    // Nine digits of a counter and six decimals are all that a double has.
    private static Reading Judge(double value, Signal signal) => Math.Round(value, 6) is var rounded && signal.IsBelievable(rounded)
        ? Reading.Of(rounded)
        : Reading.Absent(AbsenceReason.OutOfRange, FormattableString.Invariant($"{rounded} {signal.Unit} cannot be"));
}
