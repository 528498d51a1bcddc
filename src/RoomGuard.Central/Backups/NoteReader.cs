using Microsoft.Extensions.Logging;
using RoomGuard.Central.Options;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Backups;

/// <summary>Writes into journal 35.5 and the audit trail what backups and restores left as notes in the data folder.</summary>
internal sealed partial class NoteReader(CentralOptions options, StateCommitter committer, StateGate gate, TimeProvider clock, ILogger<NoteReader> logger)
{
    private const long LongestNote = 64 * 1024;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _passedOver = new(StringComparer.Ordinal);

    /// <summary>Looks for notes until <paramref name="stop"/>, by real time.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await gate.Ready.WaitAsync(stop);
        while (true)
        {
            foreach (var path in Directory.EnumerateFiles(options.Folder, JournalNote.Pattern).Where(path => !_passedOver.Contains(path)).Order(StringComparer.Ordinal).ToList())
            {
                await TakeAsync(path, stop);
            }

            await Task.Delay(Every, stop);
        }
    }

    private async Task TakeAsync(string path, CancellationToken stop)
    {
        try
        {
            if (new FileInfo(path).Length > LongestNote || JournalNote.Read(await File.ReadAllBytesAsync(path, stop)) is not { } note)
            {
                PassOver(path, "it is not such a note.");
                return;
            }

            await committer.CommitAsync(new StateChange(clock.GetUtcNow()) { Entries = [("", note.Draft())], Audit = [note.Deed()] }, stop);
            Log.Written(logger, note.IsRestore ? "restore" : "backup", note.Id);
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Once written it changes nothing to find it again: the entry's key is known.
            PassOver(path, error.Message);
        }
    }

    private void PassOver(string path, string reason)
    {
        _passedOver.Add(path);
        Log.PassedOver(logger, path, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(4501, LogLevel.Information, "Journal 35.5 has the {Kind} {Id}.")]
        internal static partial void Written(ILogger logger, string kind, string id);

        [LoggerMessage(4502, LogLevel.Warning, "The note {Path} for journal 35.5 is passed over until the next start: {Reason}")]
        internal static partial void PassedOver(ILogger logger, string path, string reason);
    }
}
