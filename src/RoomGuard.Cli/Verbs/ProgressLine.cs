using RoomGuard.Central.Backups;

namespace RoomGuard.Cli.Verbs;

/// <summary>Says how far long work has come, on one line of standard error that is written over; on a file or a pipe it says nothing.</summary>
internal sealed class ProgressLine : IProgress<BackupProgress>, IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private long _last;
    private int _length;

    /// <inheritdoc/>
    public void Report(BackupProgress value)
    {
        lock (_lock)
        {
            if (Console.IsErrorRedirected || (_last != 0 && TimeProvider.System.GetElapsedTime(_last) < Pace))
            {
                return;
            }

            _last = TimeProvider.System.GetTimestamp();
            Write(value.Total > 0
                ? FormattableString.Invariant($"{value.Step}: {100.0 * Math.Min(value.Done, value.Total) / value.Total:0} % of {value.Total / 1e6:0.0} MB")
                : FormattableString.Invariant($"{value.Step}: {value.Done}"));
        }
    }

    /// <summary>Takes the line away.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_length > 0)
            {
                Write("");
                Console.Error.Write('\r');
                _length = 0;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => End();

    private void Write(string text)
    {
        Console.Error.Write('\r' + text.PadRight(_length));
        _length = text.Length;
    }
}
