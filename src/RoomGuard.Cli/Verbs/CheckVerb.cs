using System.CommandLine;
using RoomGuard.Agent;
using RoomGuard.Central.Options;
using RoomGuard.Central.Sites;
using RoomGuard.Contract.Files;

namespace RoomGuard.Cli.Verbs;

/// <summary><c>roomguard check</c>: every fault of a settings file at once, with its line.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var settings = new Argument<string>("settings") { Description = "Settings of a centre or of an agent (the key \"agent\" tells which), or a site file in YAML or JSON." };
        var command = new Command("check", "Names every fault of a settings file. Opens no device and no connection.") { settings };
        command.SetAction(line =>
        {
            var path = line.GetValue(settings)!;
            var faults = Check(path);
            if (faults.Count > 0)
            {
                return Faults.Print(faults);
            }

            Console.WriteLine($"{path} holds no fault.");
            return ExitCodes.Ok;
        });
        return command;
    }

    private static IReadOnlyList<SettingsFault> Check(string path)
    {
        if (SiteFile.IsYaml(path))
        {
            return CheckSite(path);
        }

        var root = SettingsFile.Read(path).Root;
        return root.Has("agent") ? CheckAgent(path) : root.Has("sites") && !root.Has("mqtt") ? CheckSite(path) : CheckCentral(path);
    }

    private static IReadOnlyList<SettingsFault> CheckSite(string path)
    {
        SiteModel.Read([path], out var faults);
        return faults;
    }

    private static IReadOnlyList<SettingsFault> CheckAgent(string path)
    {
        AgentOptions.Read(path, out var faults);
        return faults;
    }

    private static IReadOnlyList<SettingsFault> CheckCentral(string path)
    {
        CentralOptions.Read(path, out var faults);
        return faults;
    }
}
