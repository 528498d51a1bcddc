using RoomGuard.Contract.Samples;

namespace RoomGuard.Devices.Snmp;

/// <summary>How long to wait before the next poll: the usual period, or a burst while something happens that a journal will be written of.</summary>
/// <remarks>Not safe for several threads. Decides from readings alone and looks at no clock.</remarks>
/// <param name="period">Between the starts of two polls, as a rule.</param>
/// <param name="burst">Between the starts of two polls while the UPS is on battery or in test, or the engine turns; zero for never.</param>
public sealed class PollPace(TimeSpan period, TimeSpan burst)
{
    // Transfers back and cooling down are part of the story.
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(15);

    // The deepest calibration takes some hours; a card that says "in progress" for longer has forgotten to say otherwise.
    private static readonly TimeSpan LongestTest = TimeSpan.FromHours(8);

    private static readonly HashSet<string> TurningStates = new(StringComparer.Ordinal)
    {
        "prestart", "cranking", "starting", "running", "loaded", "unloading", "cooling", "stopping", "emergency_manual",
    };

    private DateTimeOffset _burstUntil = DateTimeOffset.MinValue;
    private DateTimeOffset? _testSince;

    /// <summary>Whether the next poll comes after a burst's short wait.</summary>
    public bool IsBurst { get; private set; }

    /// <summary>Something has just been begun that the next poll may be too early to show: bursts begin now.</summary>
    public void Expect(DateTimeOffset at) => _burstUntil = at + Afterwards;

    /// <summary>The wait from the start of one poll to the start of the next.</summary>
    /// <param name="readings">What the poll gave.</param>
    /// <param name="at">When it gave it.</param>
    public TimeSpan After(IReadOnlyList<SignalReading> readings, DateTimeOffset at)
    {
        var isTesting = readings.Any(static reading => Says(reading, "ups.test.result", "in_progress"));
        _testSince = isTesting ? _testSince ?? at : null;
        if ((isTesting && at - _testSince < LongestTest) || readings.Any(IsBusy))
        {
            _burstUntil = at + Afterwards;
        }

        IsBurst = burst > TimeSpan.Zero && burst < period && at < _burstUntil;
        return IsBurst ? burst : period;
    }

    private static bool IsBusy(SignalReading reading) =>
        Says(reading, "ups.output.source", "battery")
        || reading is { Signal: "gen.running", Reading: { Kind: ReadingKind.Flag, Flag: true } }
        || (reading is { Signal: "gen.engine.state", Reading.Kind: ReadingKind.Text } && TurningStates.Contains(reading.Reading.Text));

    private static bool Says(SignalReading reading, string signal, string word) =>
        reading.Signal == signal && reading.Reading.Kind == ReadingKind.Text && reading.Reading.Text == word;
}
