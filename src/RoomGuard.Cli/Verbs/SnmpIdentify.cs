using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Snmp;

namespace RoomGuard.Cli.Verbs;

/// <summary><c>roomguard snmp identify</c>: which profile a device gets, and what is read with it.</summary>
internal static class SnmpIdentify
{
    /// <param name="target">The device's address.</param>
    public static Command Create(Argument<string> target, Option<string> community, Option<int> timeoutSeconds)
    {
        var command = new Command("identify", "Finds the profile of a device and shows what is read with it.") { target, community, timeoutSeconds };
        command.SetAction((line, stop) => SnmpVerb.AskAsync(line, async (manager, asked) =>
        {
            var device = new SnmpDevice(asked.Address, asked.Community, SnmpDevice.Auto, asked.Timeout);
            var identity = await SnmpPoller.IdentifyAsync(manager, device, stop);
            Console.WriteLine($"{asked.Address}: {identity.Describe()}");
            Console.WriteLine($"sysObjectID {identity.SysObjectId}");
            if (identity.Profile is not { } profile)
            {
                await Console.Error.WriteLineAsync($"No profile matches. Known are {string.Join(", ", ProfileCatalog.All.Select(known => known.Id))}; name one in the agent's settings to try it.");
                return ExitCodes.Failed;
            }

            Console.WriteLine($"profile {profile.Id}: {profile.Name}");
            Console.WriteLine();
            var poller = new SnmpPoller(manager, device with { Profile = profile.Id }, TimeProvider.System, NullLogger<SnmpPoller>.Instance);
            foreach (var reading in await poller.PollAsync(stop))
            {
                var signal = SignalCatalogue.Find(reading.Signal);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reading.Signal,-28} {reading.Reading} {signal?.Unit}  ({signal?.Name.En})"));
            }

            return ExitCodes.Ok;
        }));
        return command;
    }
}
