using System.CommandLine;
using System.Globalization;
using RoomGuard.Contract.Files;
using RoomGuard.Devices.Snmp;

namespace RoomGuard.Cli.Verbs;

/// <summary><c>roomguard profile list|test</c>: what device families are known, and what one of them makes of a recording.</summary>
internal static class ProfileVerb
{
    private static readonly Option<string> Folder = new("--profiles") { Description = "A folder of profile files of one's own, added to those that are known." };

    public static Command Create() => new("profile", "Device profiles: which there are, and what they read.") { CreateList(), CreateTest() };

    private static Command CreateList()
    {
        var command = new Command("list", "Lists the profiles, with the number of their points.") { Folder };
        command.SetAction(line =>
        {
            if (AddOwn(line) is var exitCode and not ExitCodes.Ok)
            {
                return exitCode;
            }

            foreach (var profile in ProfileCatalog.All)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{profile.Id,-16} {profile.Kind,-10} {profile.Points.Count,4}  {profile.Name}"));
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command CreateTest()
    {
        var profile = new Argument<string>("profile") { Description = "A profile's name, the path of a profile file, or auto to let the recording say what it is." };
        var recording = new Argument<string>("recording") { Description = "A recording of a device: OID|TAG|VALUE as snmpsim has it, or what snmpwalk -On prints." };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object instead of a table." };
        var unread = new Option<bool>("--unread") { Description = "With --json: also names the objects of the recording that the profile does not read." };
        var command = new Command("test", "Reads a recording with a profile, offline and by the code that reads devices.") { profile, recording, json, unread, Folder };
        command.SetAction(async (line, stop) => AddOwn(line) is var exitCode and not ExitCodes.Ok
            ? exitCode
            : await TestAsync(line.GetValue(profile)!, line.GetValue(recording)!, (line.GetValue(json), line.GetValue(unread)), stop));
        return command;
    }

    private static int AddOwn(ParseResult line) =>
        line.GetValue(Folder) is { } folder && ProfileCatalog.AddFolder(folder) is { Count: > 0 } faults ? Faults.Print(faults) : ExitCodes.Ok;

    private static async Task<int> TestAsync(string profileName, string path, (bool IsJson, bool WithUnread) output, CancellationToken stop)
    {
        var (profile, exitCode) = FindProfile(profileName);
        if (exitCode != ExitCodes.Ok)
        {
            return exitCode;
        }

        DeviceRecording recording;
        try
        {
            recording = DeviceRecording.Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path} cannot be read: {error.Message}");
            return ExitCodes.NoInput;
        }

        foreach (var fault in recording.Faults)
        {
            await Console.Error.WriteLineAsync($"{path}: {fault}");
        }

        var report = await DeviceReport.OfRecordingAsync(recording, profile, TimeProvider.System.GetUtcNow(), stop);
        return output.IsJson ? ReportJson.Print(report, recording, output.WithUnread) : ReportTable.Print(path, report);
    }

    private static (Profile? Profile, int ExitCode) FindProfile(string name)
    {
        if (name == SnmpDevice.Auto)
        {
            return (null, ExitCodes.Ok);
        }

        if (ProfileCatalog.Find(name) is { } known)
        {
            return (known, ExitCodes.Ok);
        }

        if (!File.Exists(name))
        {
            Console.Error.WriteLine($"{name} is neither a profile nor a file. Profiles are {string.Join(", ", ProfileCatalog.All.Select(profile => profile.Id))}; auto lets the recording say what it is.");
            return (null, ExitCodes.Usage);
        }

        var (profile, faults) = ProfileCatalog.Read(SettingsFile.Read(name));
        return faults.Count == 0 ? (profile, ExitCodes.Ok) : (null, Faults.Print(faults));
    }
}
