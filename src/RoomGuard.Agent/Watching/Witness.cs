using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Polling;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Agent.Watching;

/// <summary>Keeps the last signed heads of the journals where the centre cannot reach: who shortens or rewrites a journal there is contradicted here.</summary>
/// <remarks>Written at most once a minute, because the disk is flash. A contradiction stands until a person has moved the file away; then it begins anew.</remarks>
/// <param name="place">The room and equipment of <c>agent.witness_ok</c>.</param>
/// <param name="clock">Stamps the samples.</param>
/// <param name="real">The pace of the disk is real time, whatever the clock of the samples.</param>
internal sealed partial class Witness(InputPlace place, WitnessFile file, (SampleFeed Feed, Roster Roster) output, TimeProvider clock, TimeProvider real, ILogger<Witness> logger) : IInput
{
    /// <summary>The signal it publishes.</summary>
    public const string Signal = "agent.witness_ok";

    /// <summary>Shortest time between two writes, and how often the state is published without a change.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private const int MostWaiting = 32;

    private readonly Channel<byte[]> _waiting = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
    private WitnessBook _book = new();
    private string? _saidContradiction;
    private string? _diskFault;
    private bool _isLoaded;
    private bool _isUnwritten;
    private bool _isNamed;
    private bool _saidRefused;
    private (bool? IsOk, string? Fault, long At)? _said;
    private long? _writtenAt;

    /// <inheritdoc/>
    public string Name => "witness";

    /// <summary>Takes one message from any thread; never waits. Of more than a few that wait the oldest go.</summary>
    public void Hear(ReadOnlyMemory<byte> payload) => _waiting.Writer.TryWrite(payload.ToArray());

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        Load();
        try
        {
            while (true)
            {
                NoteContradiction();
                Say();
                await WaitAsync(stop);
                TakeAll();
                WriteIfDue();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            TakeAll();
            Write();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Fault(string detail)
    {
        if (_isNamed)
        {
            output.Feed.Put(place.Point(Signal), clock.GetUtcNow(), Reading.Absent(AbsenceReason.Faulted, detail));
        }
    }

    private void Load()
    {
        if (_isLoaded)
        {
            return;
        }

        try
        {
            foreach (var line in file.Read())
            {
                _book.Take(line, out _);
            }

            _writtenAt = _book.IsEmpty ? null : real.GetTimestamp();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            DiskFailed(error);
        }

        _isLoaded = true;
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        using var beat = new CancellationTokenSource(Period, real);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(beat.Token, stop);
        try
        {
            await _waiting.Reader.WaitToReadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The beat: nothing came.
        }
    }

    private void TakeAll()
    {
        BeginAnewIfMoved();
        while (_waiting.Reader.TryRead(out var payload))
        {
            Take(payload);
        }
    }

    private void Take(byte[] payload)
    {
        switch (_book.Take(payload, out var keyBefore))
        {
            case Witnessed.Kept:
                _isUnwritten = true;
                break;
            case Witnessed.Refused or Witnessed.Forged when !_saidRefused:
                _saidRefused = true;
                Log.Refused(logger, payload.Length);
                break;
        }

        if (keyBefore is not null)
        {
            Log.OtherKey(logger, keyBefore, _book.Key!);
        }
    }

    private void NoteContradiction()
    {
        if (_book.Contradiction is { } contradiction && contradiction != _saidContradiction)
        {
            _saidContradiction = contradiction;
            Log.Contradicted(logger, contradiction, file.Path);
        }
    }

    // A person who moved the file away has seen what it says.
    private void BeginAnewIfMoved()
    {
        if (_writtenAt is not null && _diskFault is null && !file.Exists)
        {
            Log.BeginsAnew(logger, file.Path);
            (_book, _saidContradiction, _writtenAt, _isUnwritten, _said, _isNamed) = (new WitnessBook(), null, null, false, null, false);
            output.Roster.Put(Name, []);
        }
    }

    private void WriteIfDue()
    {
        if (_writtenAt is not { } at || real.GetElapsedTime(at) >= Period)
        {
            Write();
        }
    }

    private void Write()
    {
        if (!_isUnwritten)
        {
            return;
        }

        try
        {
            file.Replace(_book.Lines);
            (_isUnwritten, _diskFault) = (false, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            DiskFailed(error);
        }

        _writtenAt = real.GetTimestamp();
    }

    private void DiskFailed(Exception error)
    {
        if (_diskFault is null)
        {
            Log.DiskFailed(logger, file.Path, error.Message);
        }

        _diskFault = error.Message;
    }

    // A point of nobody who was ever told a head would be a point that is silent.
    private void Say()
    {
        if (_book.IsEmpty)
        {
            return;
        }

        if (!_isNamed)
        {
            _isNamed = true;
            output.Roster.Put(Name, [Roster.Point(place, Signal, Period, "agent")]);
        }

        var fault = _book.Contradiction is null ? _diskFault : null;
        bool? isOk = fault is null ? _book.Contradiction is null : null;
        if (_said is { } said && said.IsOk == isOk && said.Fault == fault && real.GetElapsedTime(said.At) < Period)
        {
            return;
        }

        _said = (isOk, fault, real.GetTimestamp());
        output.Feed.Put(place.Point(Signal), clock.GetUtcNow(), isOk is { } ok ? Reading.Of(ok) : Reading.Absent(AbsenceReason.Faulted, fault));
    }

    private static partial class Log
    {
        [LoggerMessage(3404, LogLevel.Error, "The journals contradict what was witnessed: {Contradiction}. {File} holds the signed heads; compare with \"roomguard journal verify --witness\". Stands until that file is moved away.")]
        internal static partial void Contradicted(ILogger logger, string contradiction, string file);

        [LoggerMessage(3405, LogLevel.Warning, "The heads of the journals are signed with another key than before: {Before} until now, {Key} from now on.")]
        internal static partial void OtherKey(ILogger logger, string before, string key);

        [LoggerMessage(3406, LogLevel.Warning, "What came as heads of the journals ({Bytes} bytes) is none, or its signature does not hold. Not kept. Said once.")]
        internal static partial void Refused(ILogger logger, int bytes);

        [LoggerMessage(3407, LogLevel.Error, "{File} cannot be used, so the heads of the journals are witnessed in memory only: {Detail} Said once.")]
        internal static partial void DiskFailed(ILogger logger, string file, string detail);

        [LoggerMessage(3408, LogLevel.Information, "{File} is gone: the witness begins anew.")]
        internal static partial void BeginsAnew(ILogger logger, string file);
    }
}
