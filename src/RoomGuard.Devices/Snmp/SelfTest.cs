using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Has a UPS begin its quick self-test, as its profile says. The only thing that is ever written to a device.</summary>
public static class SelfTest
{
    /// <summary>Sends the one SET. It is never sent again: after a time-out nobody knows whether the device heard it.</summary>
    /// <param name="device">The device, with a credential that may write.</param>
    /// <returns>Null when the device took it; otherwise why not.</returns>
    public static async Task<string?> StartAsync(SnmpManager manager, SnmpDevice device, Profile profile, CancellationToken stop)
    {
        if (profile is not { Kind: "ups", Test: { } test })
        {
            return $"profile {profile.Id} does not say how such a device begins a self-test";
        }

        try
        {
            var target = device.Target(profile.Access);
            var echoes = test.Start.Where(static write => write.Value is null).Select(static write => write.Id).ToList();
            var read = echoes.Count == 0 ? [] : await manager.GetAsync(target, echoes, stop);
            var writes = new List<VarBind>();
            foreach (var write in test.Start)
            {
                if ((write.Value ?? read.FirstOrDefault(one => one.Id == write.Id).Value) is { IsException: false } value && value.Kind != SnmpKind.Null)
                {
                    writes.Add(new VarBind(write.Id, value));
                }
            }

            await manager.SetAsync(target, writes, stop);
            return null;
        }
        catch (SnmpTimeoutException error)
        {
            return $"{error.Message} Whether it began a test is not known";
        }
        catch (SnmpException error)
        {
            return error.Message.TrimEnd('.');
        }
    }
}
