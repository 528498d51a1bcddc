using System.CommandLine;
using RoomGuard.Devices.Snmp;

namespace RoomGuard.Cli.Verbs;

/// <summary><c>roomguard snmp identify</c>: which profile a device gets, and what is read with it.</summary>
internal static class SnmpIdentify
{
    /// <summary>The verb, without the options that every verb of <c>snmp</c> has.</summary>
    public static Command Create()
    {
        var command = new Command("identify", "Finds the profile of a device and shows what is read with it.");
        command.SetAction((line, stop) => SnmpVerb.AskAsync(line, async (manager, asked) =>
        {
            var device = new SnmpDevice(asked.Address, asked.Community, SnmpDevice.Auto, asked.Timeout) { Version = asked.Version, User = asked.User, Context = asked.Context };
            var report = await DeviceReport.OfDeviceAsync(manager, device, TimeProvider.System.GetUtcNow(), stop);
            return ReportTable.Print(asked.Address.ToString(), report);
        }));
        return command;
    }
}
