using System.CommandLine;
using Microsoft.Extensions.Hosting;
using RoomGuard.Central;
using RoomGuard.Central.Options;

namespace RoomGuard.Cli.Verbs;

/// <summary><c>roomguard serve</c>: runs the centre until it is told to stop.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var settings = new Argument<string>("settings") { Description = "The centre's settings file, central.json." };
        var command = new Command("serve", "Runs the centre: ingest, rooms, journals, pages. Ends on SIGTERM or Ctrl-C. Exit codes: 0 told to end; 78 faults in the settings file, or a database of another version, which is left as it is.") { settings };
        command.SetAction(async (line, stop) =>
        {
            CentralHost.Warm();
            var options = CentralOptions.Read(line.GetValue(settings)!, out var faults);
            if (options is null)
            {
                return Faults.Print(faults);
            }

            await using var app = CentralHost.Build(options, TimeProvider.System);
            await app.StartAsync(stop);
            await app.WaitForShutdownAsync(stop);

            // Set where the centre ends itself: no trying again helps against a database of another version.
            return Environment.ExitCode;
        });
        return command;
    }
}
