using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Reports;

/// <summary>Writes reports, one at a time: a large one takes a processor for seconds, and the rooms must not wait for it. Safe for several threads.</summary>
internal sealed class ReportPress : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The report as a file, when its turn has come.</summary>
    public async Task<byte[]> PrintAsync(VerdictReport report, ReportFormat format, Language language, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            return format.Write(report, language);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
