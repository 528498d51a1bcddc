using System.CommandLine;
using RoomGuard.Central.Backups;
using RoomGuard.Central.Options;

namespace RoomGuard.Cli.Verbs;

/// <summary><c>roomguard restore</c>: makes a data folder of a backup.</summary>
internal static class RestoreVerb
{
    public static Command Create()
    {
        var backup = new Argument<string>("backup") { Description = "A folder or .zip file that \"roomguard backup\" wrote." };
        var to = new Option<string>("--to") { Description = "The data folder to be made; it must not be there yet, or be empty.", Required = true };
        var config = new Option<string?>("--config") { Description = "Settings with a section \"cluster\": the state goes into the PostgreSQL it names, which must hold no rows." };
        var command = new Command("restore", """
            Makes a data folder of a backup, whole or not at all. Every file must have the SHA-256 of the manifest, every journal must end where the manifest says. The state of a backup goes into SQLite
            or PostgreSQL, wherever it came from.

            The settings of the backup are in the folder "settings" below the new data folder. The centre writes the restoration into journal 35.5 at its first start.

            Exit codes: 0 restored; 1 not restored; 78 faults in the settings file.
            """) { backup, to, config };
        command.SetAction((line, stop) => RunAsync(line.GetValue(backup)!, line.GetValue(to)!, line.GetValue(config), stop));
        return command;
    }

    private static async Task<int> RunAsync(string backup, string to, string? config, CancellationToken stop)
    {
        CentralOptions? options = null;
        if (config is not null && (options = CentralOptions.Read(config, out var faults)) is null)
        {
            return Faults.Print(faults);
        }

        using var progress = new ProgressLine();
        try
        {
            var manifest = await new Restoration(options, TimeProvider.System, progress).RunAsync(backup, to, stop);
            progress.End();
            Console.WriteLine(FormattableString.Invariant($"{to} holds the backup {manifest.Id} of {manifest.StartedAt:yyyy-MM-dd HH:mm:ss}Z: {manifest.Parts.Count} files, {manifest.Bytes} bytes."));
            foreach (var missing in manifest.NotIncluded)
            {
                Console.WriteLine($"was not in it: {missing}");
            }

            return ExitCodes.Ok;
        }
        catch (BackupException error)
        {
            progress.End();
            Console.Error.WriteLine(error.Message);
            return ExitCodes.Failed;
        }
    }
}
