using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Publishing;
using RoomGuard.Snmp;

namespace RoomGuard.Agent.Polling;

/// <summary>Listens for the traps of the devices that are polled, and tells each device's input of its own.</summary>
/// <remarks>A trap of somebody else is named once and forgotten. A device that is polled by SNMPv3 is believed in SNMPv3 only: any other trap can be forged by anybody on the wire.</remarks>
internal sealed partial class TrapInput(TrapOptions options, IReadOnlyList<DeviceInput> devices, TimeProvider clock, ILogger<TrapInput> logger) : IInput
{
    private const int MostStrangers = 100;

    private readonly ILookup<IPAddress, DeviceInput> _devices = devices.ToLookup(static device => Plain(device.Device.Address.Address));
    private readonly HashSet<IPAddress> _strangers = [];
    private readonly Retry _retry = new();

    /// <inheritdoc/>
    public string Name => "traps";

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await ListenAsync(stop);
            }
            catch (SocketException error)
            {
                Log.CannotListen(logger, options.Listen, error.Message);
                await _retry.WaitAsync(stop);
            }
        }
    }

    /// <inheritdoc/>
    public void Fault(string detail)
    {
        // Traps have no points of their own: the devices are polled as ever.
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var receiver = new SnmpTrapReceiver(options.Listen, options.Heard, Take, clock);
        receiver.Start();
        Log.Listens(logger, receiver.Endpoint, options.Heard);
        await receiver.Completion.WaitAsync(stop);
    }

    private ValueTask Take(SnmpNotification told, CancellationToken stop)
    {
        var from = Plain(told.Sender.Address);
        var heard = _devices.Contains(from) || told.AgentAddress is null ? from : Plain(told.AgentAddress);
        foreach (var device in _devices[heard])
        {
            if (device.Device.Version != SnmpVersion.V3 || told.Version == SnmpVersion.V3)
            {
                device.Hear(told.TrapOid);
            }
        }

        if (!_devices.Contains(heard) && _strangers.Count < MostStrangers && _strangers.Add(heard))
        {
            Log.Stranger(logger, heard, told.TrapOid);
        }

        return ValueTask.CompletedTask;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static partial class Log
    {
        [LoggerMessage(3305, LogLevel.Information, "Listening for traps at {Endpoint}: {Heard}.")]
        internal static partial void Listens(ILogger logger, IPEndPoint endpoint, TrapReceiverOptions heard);

        [LoggerMessage(3306, LogLevel.Warning, "No traps can be heard at {Endpoint}: {Detail}. Ports below 1024 need CAP_NET_BIND_SERVICE. Trying again; devices are polled meanwhile.")]
        internal static partial void CannotListen(ILogger logger, IPEndPoint endpoint, string detail);

        [LoggerMessage(3307, LogLevel.Warning, "{Address} sent trap {Trap}, and no device of that address is polled here. Said once for each address.")]
        internal static partial void Stranger(ILogger logger, IPAddress address, ObjectId trap);
    }
}
