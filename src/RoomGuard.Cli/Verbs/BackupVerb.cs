using System.CommandLine;
using RoomGuard.Central.Backups;
using RoomGuard.Central.Options;

namespace RoomGuard.Cli.Verbs;

/// <summary><c>roomguard backup</c>: copies a centre's databases and settings while it runs.</summary>
internal static class BackupVerb
{
    // The centre looks for notes every two seconds.
    private static readonly TimeSpan NotePatience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var settings = new Argument<string>("settings") { Description = "The centre's settings file, central.json." };
        var to = new Option<string>("--to") { Description = "A folder that is not there yet, or a file that ends in .zip.", Required = true };
        var command = new Command("backup", """
            Copies the centre's state, its series when they are in SQLite, samples that wait for their store, and its settings. The centre may run; nobody waits for the copy.

            The chains of all journals are checked; a manifest holds the SHA-256 of every file. Passwords, keys, certificates and the access file are not copied. Journal 35.5 gets an entry: from the
            centre at once while it runs, else at its next start.

            Exit codes: 0 written; 1 not written; 65 written, but the chain of a journal does not hold; 78 faults in the settings file.
            """) { settings, to };
        command.SetAction((line, stop) => RunAsync(line.GetValue(settings)!, line.GetValue(to)!, stop));
        return command;
    }

    private static async Task<int> RunAsync(string settings, string to, CancellationToken stop)
    {
        var options = CentralOptions.Read(settings, out var faults);
        if (options is null)
        {
            return Faults.Print(faults);
        }

        using var progress = new ProgressLine();
        try
        {
            var (manifest, note) = await new Backup(options, settings, TimeProvider.System, progress).WriteAsync(to, stop);
            progress.End();
            Print(to, manifest);
            await WaitAsync(note, stop);
            return manifest.Faults.Count == 0 ? ExitCodes.Ok : ExitCodes.NotSound;
        }
        catch (BackupException error)
        {
            progress.End();
            Console.Error.WriteLine(error.Message);
            return ExitCodes.Failed;
        }
    }

    private static void Print(string to, BackupManifest manifest)
    {
        Console.WriteLine(FormattableString.Invariant($"{to}: {manifest.Parts.Count} files, {manifest.Bytes} bytes, schema {manifest.Schema}."));
        foreach (var head in manifest.Journals)
        {
            Console.WriteLine(FormattableString.Invariant($"journal {head.Journal}: {head.No} entries, {head.Hash}"));
        }

        foreach (var fault in manifest.Faults)
        {
            Console.Error.WriteLine(FormattableString.Invariant($"journal {fault.Journal}, entry {fault.No}: {fault.What} Somebody has changed the database."));
        }

        foreach (var missing in manifest.NotIncluded)
        {
            Console.WriteLine($"not in it: {missing}");
        }
    }

    private static async Task WaitAsync(string note, CancellationToken stop)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (File.Exists(note) && TimeProvider.System.GetElapsedTime(since) < NotePatience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
        }

        Console.WriteLine(File.Exists(note) ? "The centre does not run: it writes the entry of journal 35.5 at its next start." : "Journal 35.5 has the entry.");
    }
}
