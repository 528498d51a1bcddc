using System.Device.Gpio;
using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Agent.Guarding;

/// <summary>Sirens and beacons: switches each by its rule, says what it is, and tries again when the board's lines cannot be used. For one thread but for <see cref="MakeSafe"/>'s end.</summary>
/// <param name="open">Opens the controller of the output lines.</param>
internal sealed partial class OutputDesk(IReadOnlyList<OutputOptions> outputs, Func<GpioController> open, SampleFeed feed, TimeProvider clock, ILogger<OutputDesk> logger) : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    /// <summary>How often each is said when it does not change.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly Dictionary<OutputOptions, (DateTimeOffset SaidAt, DateTimeOffset? SilencedAt)> _known = [];
    private OutputBoard? _board;
    private string? _fault;
    private long _triedAt;

    /// <summary>Hears a sample that may be of a button.</summary>
    public void Hear(Sample sample)
    {
        if (sample.Reading is not { Kind: ReadingKind.Flag, Flag: true })
        {
            return;
        }

        foreach (var output in outputs.Where(output => output.SilencedBy == sample.Point))
        {
            _known[output] = _known.GetValueOrDefault(output) with { SilencedAt = sample.At };
        }
    }

    /// <summary>Switches what is to be switched.</summary>
    /// <param name="standing">The alarms that stand.</param>
    /// <param name="isAlone">Whether the centre is silent.</param>
    public void Switch(IEnumerable<Alarm> standing, bool isAlone)
    {
        if (outputs.Count == 0 || Board() is not { } board)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var alarms = standing.ToList();
        foreach (var output in outputs)
        {
            var known = _known.GetValueOrDefault(output);
            var isOn = output.Rule.IsOn(alarms, isAlone, known.SilencedAt, now);
            try
            {
                if (board.Set(output, isOn) || now - known.SaidAt >= Period)
                {
                    Say(output, Reading.Of(isOn));
                    _known[output] = known with { SaidAt = now };
                }
            }
            catch (IOException error)
            {
                Lose(error.Message);
                return;
            }
        }
    }

    /// <summary>Says that nobody knows what the outputs are.</summary>
    public void Fault(string detail)
    {
        foreach (var output in outputs)
        {
            Say(output, Reading.Absent(AbsenceReason.Faulted, detail));
        }
    }

    /// <summary>Puts every output into its safe state and lets it go, until the next switching.</summary>
    public void MakeSafe()
    {
        _board?.Dispose();
        _board = null;
    }

    /// <inheritdoc/>
    public void Dispose() => MakeSafe();

    private OutputBoard? Board()
    {
        if (_board is not null || (_fault is not null && clock.GetElapsedTime(_triedAt) < Retry))
        {
            return _board;
        }

        _triedAt = clock.GetTimestamp();
        try
        {
            _board = new OutputBoard(open, outputs);
            if (_fault is not null)
            {
                Log.Back(logger);
                _fault = null;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
        {
            Lose(error.Message);
        }

        return _board;
    }

    private void Lose(string fault)
    {
        MakeSafe();
        if (_fault is null)
        {
            Log.Lost(logger, string.Join(", ", outputs.Select(output => output.Line)), fault);
        }

        _fault = fault;
        Fault(fault);
    }

    private void Say(OutputOptions output, Reading reading) => feed.Put(output.Place.Point("agent.output"), clock.GetUtcNow(), reading);

    private static partial class Log
    {
        [LoggerMessage(3802, LogLevel.Error, "The output lines {Lines} cannot be used: {Fault} Check that no other program holds them and that the agent's user is in the group gpio. Tried again each 10 s; said once.")]
        internal static partial void Lost(ILogger logger, string lines, string fault);

        [LoggerMessage(3803, LogLevel.Information, "The output lines can be used again.")]
        internal static partial void Back(ILogger logger);
    }
}
