using System.Net;
using RoomGuard.Snmp;

namespace RoomGuard.Agent;

/// <summary>Where devices may send their traps to. The section <c>traps</c>.</summary>
/// <param name="Listen">Address and port; port 162 by custom, which needs the right to bind it.</param>
/// <param name="Heard">Communities and users that are listened to: those of the devices, and one more community where it is set.</param>
public sealed record TrapOptions(IPEndPoint Listen, TrapReceiverOptions Heard);
