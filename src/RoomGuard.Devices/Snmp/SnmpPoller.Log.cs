using Microsoft.Extensions.Logging;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

public sealed partial class SnmpPoller
{
    internal static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Information, "{Device} is a {Profile}: {Identity}; {Signals} signals.")]
        internal static partial void Identified(ILogger logger, SnmpDevice device, string profile, string identity, int signals);

        [LoggerMessage(2002, LogLevel.Warning, "{Device} went silent: {Detail} Said once; the next line is its return.")]
        internal static partial void WentSilent(ILogger logger, SnmpDevice device, string detail);

        [LoggerMessage(2003, LogLevel.Information, "{Device} is back after {Silence}.")]
        internal static partial void IsBack(ILogger logger, SnmpDevice device, TimeSpan silence);

        [LoggerMessage(2004, LogLevel.Warning, "{Device}, {Signal}: {Remark}. Said once for each value.")]
        internal static partial void Remark(ILogger logger, SnmpDevice device, DeviceSignal signal, string remark);

        [LoggerMessage(2005, LogLevel.Warning, "{Device} answers SNMP, but has none of the objects of profile {Profile}: try \"auto\", or look at what its card serves.")]
        internal static partial void HasNothing(ILogger logger, SnmpDevice device, string profile);

        [LoggerMessage(2006, LogLevel.Warning, "{Device} answers SNMP, but fits no profile: sysObjectID {SysObjectId}, sysDescr {SysDescr}. Name its profile in the settings.")]
        internal static partial void FitsNoProfile(ILogger logger, SnmpDevice device, ObjectId sysObjectId, string sysDescr);

        [LoggerMessage(2007, LogLevel.Warning, "{Device} has restarted. What it is and has is asked anew.")]
        internal static partial void Restarted(ILogger logger, SnmpDevice device);

        [LoggerMessage(2008, LogLevel.Information, "{Device} sent trap {Trap}: {Event} has {State}. Asking it now.")]
        internal static partial void Heard(ILogger logger, SnmpDevice device, ObjectId trap, string @event, string state);

        [LoggerMessage(2009, LogLevel.Information, "{Device} sent trap {Trap}, which its profile does not list. Asking it now.")]
        internal static partial void HeardUnknown(ILogger logger, SnmpDevice device, ObjectId trap);
    }
}
