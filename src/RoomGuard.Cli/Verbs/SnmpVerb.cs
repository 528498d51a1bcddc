using System.CommandLine;
using System.Globalization;
using System.Net;
using RoomGuard.Snmp;

namespace RoomGuard.Cli.Verbs;

/// <summary><c>roomguard snmp get|walk|identify</c>: asks a device and prints what it says.</summary>
internal static class SnmpVerb
{
    private static readonly Argument<string> Target = new("target") { Description = "Address of the device, with or without a port: 192.0.2.7 or 192.0.2.7:161." };

    private static readonly Option<int> TimeoutSeconds = new("--timeout", "-t") { Description = "Seconds to wait for one answer, 1 to 60.", DefaultValueFactory = _ => 2 };

    public static Command Create()
    {
        TimeoutSeconds.Validators.Add(result =>
        {
            // What is no number at all is refused by the library itself.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var seconds) && (seconds < 1 || seconds > 60))
            {
                result.AddError("--timeout must be from 1 to 60.");
            }
        });
        return new Command("snmp", "Asks an SNMP device.") { CreateGet(), CreateWalk(), Asking(SnmpIdentify.Create()) };
    }

    /// <summary>Runs <paramref name="ask"/> against the device of the command line; what devices do wrong becomes a message and an exit code.</summary>
    internal static async Task<int> AskAsync(ParseResult line, Func<SnmpManager, SnmpTarget, Task<int>> ask)
    {
        if (!TryParseAddress(line.GetValue(Target)!, out var address))
        {
            await Console.Error.WriteLineAsync($"{line.GetValue(Target)} is not an address such as 192.0.2.7 or 192.0.2.7:161.");
            return ExitCodes.Usage;
        }

        await using var manager = new SnmpManager(TimeProvider.System);
        var target = new SnmpTarget(address) { Timeout = TimeSpan.FromSeconds(line.GetValue(TimeoutSeconds)) };
        if (SnmpAccessOptions.TryApply(line, ref target) is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return ExitCodes.Usage;
        }

        try
        {
            return await ask(manager, target);
        }
        catch (SnmpException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCodes.NoAnswer;
        }
    }

    // What every verb here takes.
    private static Command Asking(Command command)
    {
        command.Arguments.Insert(0, Target);
        foreach (var option in SnmpAccessOptions.All.Append(TimeoutSeconds))
        {
            command.Options.Add(option);
        }

        return command;
    }

    private static Command CreateGet()
    {
        var ids = new Argument<string[]>("oid") { Description = "Object identifiers, for example 1.3.6.1.2.1.1.1.0.", Arity = ArgumentArity.OneOrMore };
        var command = Asking(new Command("get", "Reads objects.") { ids });
        command.SetAction((line, stop) => AskAsync(line, async (manager, target) =>
        {
            if (!TryParseIds(line.GetValue(ids)!, out var asked))
            {
                return ExitCodes.Usage;
            }

            foreach (var varBind in await manager.GetAsync(target, asked, stop))
            {
                Print(varBind);
            }

            return ExitCodes.Ok;
        }));
        return command;
    }

    private static Command CreateWalk()
    {
        var root = new Argument<string>("oid") { Description = "Where to start.", DefaultValueFactory = _ => "1.3.6.1.2.1" };
        var most = new Option<int>("--most") { Description = "Objects to print at the most.", DefaultValueFactory = _ => 10_000 };
        var command = Asking(new Command("walk", "Reads everything below an object.") { root, most });
        command.SetAction((line, stop) => AskAsync(line, async (manager, target) =>
        {
            if (!TryParseIds([line.GetValue(root)!], out var asked) || line.GetValue(most) < 1)
            {
                return ExitCodes.Usage;
            }

            await foreach (var varBind in manager.WalkAsync(target, asked[0], line.GetValue(most), stop))
            {
                Print(varBind);
            }

            return ExitCodes.Ok;
        }));
        return command;
    }

    private static void Print(VarBind varBind) => Console.WriteLine($"{varBind.Id} = {varBind.Value.Kind}: {varBind.Value.AsText()}");

    private static bool TryParseAddress(string text, out IPEndPoint address)
    {
        if (IPEndPoint.TryParse(text, out var parsed))
        {
            address = parsed.Port == 0 ? new IPEndPoint(parsed.Address, 161) : parsed;
            return true;
        }

        address = new IPEndPoint(IPAddress.None, 0);
        return false;
    }

    private static bool TryParseIds(IReadOnlyList<string> texts, out List<ObjectId> ids)
    {
        ids = [];
        foreach (var text in texts)
        {
            if (!ObjectId.TryParse(text, out var id))
            {
                Console.Error.WriteLine($"{text} is not an object identifier such as 1.3.6.1.2.1.1.1.0.");
                return false;
            }

            ids.Add(id);
        }

        return true;
    }
}
