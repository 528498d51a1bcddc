using System.CommandLine;
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
            var report = await DeviceReport.OfDeviceAsync(manager, device, TimeProvider.System.GetUtcNow(), stop);
            return ReportTable.Print(asked.Address.ToString(), report);
        }));
        return command;
    }
}
