using System.Net;
using System.Net.Sockets;
using RoomGuard.Rooms.Local;
using RoomGuard.Snmp;

namespace RoomGuard.Agent.Guarding;

/// <summary>SNMP informs to a management station, as alarmActiveState and alarmClearState of the ALARM-MIB (RFC 3877 section 5), acknowledged by it.</summary>
internal sealed class InformPager(SnmpTarget target, TimeProvider clock) : IPager
{
    private static readonly ObjectId ActiveState = ObjectId.Parse("1.3.6.1.2.1.118.0.2");
    private static readonly ObjectId ClearState = ObjectId.Parse("1.3.6.1.2.1.118.0.3");
    private static readonly ObjectId ModelPointer = ObjectId.Parse("1.3.6.1.2.1.118.1.2.2.1.13.0");
    private static readonly ObjectId ResourceId = ObjectId.Parse("1.3.6.1.2.1.118.1.2.2.1.10.0");
    private static readonly ObjectId Description = ObjectId.Parse("1.3.6.1.2.1.118.1.2.2.1.11.0");
    private static readonly ObjectId Nothing = ObjectId.Parse("0.0");

    private readonly long _started = clock.GetTimestamp();

    /// <inheritdoc/>
    public string Name => $"inform to {target.Address}";

    /// <inheritdoc/>
    public async Task TellAsync(LocalPage page, PageText text, CancellationToken stop)
    {
        var told = new SnmpNotification
        {
            Sender = new IPEndPoint(IPAddress.Any, 0),
            Version = target.Version,
            TrapOid = page.IsReturn ? ClearState : ActiveState,
            UpTime = clock.GetElapsedTime(_started),
            VarBinds =
            [
                new VarBind(ModelPointer, SnmpValue.Oid(Nothing)),
                new VarBind(ResourceId, SnmpValue.Oid(Nothing)),
                new VarBind(Description, SnmpValue.Text($"{page.Alarm.Point} {page.Alarm.Rule} {page.Alarm.Priority.ToString().ToLowerInvariant()}: {text.Subject}")),
            ],
        };
        try
        {
            await using var sender = new SnmpTrapSender(new IPEndPoint(target.Address.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0), TimeProvider.System);
            await sender.InformAsync(target, told, stop);
        }
        catch (Exception error) when (error is SnmpException or SocketException)
        {
            throw new PagerException(error.Message, error);
        }
    }
}
