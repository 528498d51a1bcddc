using System.Runtime.InteropServices;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Running;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Sites;

/// <summary>Watches the files of the site model and has them read again when they changed, or when the process gets SIGHUP.</summary>
/// <remarks>By real time, and by looking: an event of the file system is lost on network folders and when an editor puts a new file in the old one's place.</remarks>
internal sealed class SiteWatch(SiteReload reload, StateGate gate)
{
    /// <summary>Time between two looks. A file is read when it has not changed from one look to the next: nobody wants half of it.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Bell _hangup = new();

    /// <summary>Watches until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        // What changed while the centre was not yet watching is told by the difference from what it started with.
        var read = Look();
        await gate.Ready.WaitAsync(stop);
        await reload.RecordFirstAsync(stop);
        if (!reload.HasFiles)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }

        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            _hangup.Ring();
        });
        var before = read;
        while (true)
        {
            var asked = _hangup.Next;
            await Task.WhenAny(asked, Task.Delay(Pace, stop));
            stop.ThrowIfCancellationRequested();
            var now = Look();
            if (asked.IsCompleted || (now != read && now == before))
            {
                await reload.ReloadAsync(Actor.Centre(asked.IsCompleted ? "SIGHUP" : "file"), stop);
                read = now = Look();
            }

            before = now;
        }
    }

    private string Look() => string.Join('\n', reload.Files.Select(file => new FileInfo(file) is { Exists: true } found
        ? FormattableString.Invariant($"{file}|{found.Length}|{found.LastWriteTimeUtc.Ticks}")
        : $"{file}|"));
}
