using System.Net;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Agent.Scanning;

/// <summary>A device that answered.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Credential">With what it answered.</param>
/// <param name="Identity">What it is.</param>
internal sealed record ScannedDevice(IPEndPoint Address, ScanCredential Credential, DeviceIdentity Identity);

/// <summary>How a scan asks.</summary>
/// <param name="Port">The devices' port.</param>
/// <param name="PerSecond">Most requests begun in a second, 1 to 1000.</param>
/// <param name="Timeout">How long one answer is waited for.</param>
internal sealed record ScanManners(int Port, int PerSecond, TimeSpan Timeout);

/// <summary>Asks every address of a list with every credential of a list, each once, and finds out what answers.</summary>
/// <remarks>Nothing is tried that was not given; nothing is set. A device that has answered one credential is not tried with the next.</remarks>
internal sealed class Scanner(SnmpManager manager, ScanManners manners, TimeProvider clock, Action<string> report)
{
    private static readonly ObjectId SysObjectId = ObjectId.Parse("1.3.6.1.2.1.1.2.0");

    /// <summary>The devices that answered, by address.</summary>
    public async Task<IReadOnlyList<ScannedDevice>> RunAsync(IReadOnlyList<IPAddress> addresses, IReadOnlyList<ScanCredential> credentials, CancellationToken stop)
    {
        var found = new List<ScannedDevice>();
        var left = addresses.Select(address => new IPEndPoint(address, manners.Port)).ToList();
        for (var i = 0; i < credentials.Count && left.Count > 0; i++)
        {
            report(FormattableString.Invariant($"Asking {left.Count} addresses by {credentials[i].Access} ({i + 1} of {credentials.Count}), {manners.PerSecond} a second."));
            var answered = await AskAllAsync(left, credentials[i], stop);
            foreach (var address in answered)
            {
                found.Add(await IdentifyAsync(address, credentials[i], stop));
            }

            left = [.. left.Except(answered)];
        }

        return [.. found.OrderBy(static device => device.Address.Address.GetAddressBytes(), Comparer<byte[]>.Create(static (one, other) => one.AsSpan().SequenceCompareTo(other)))];
    }

    private async Task<List<IPEndPoint>> AskAllAsync(List<IPEndPoint> addresses, ScanCredential credential, CancellationToken stop)
    {
        var asking = new List<Task<IPEndPoint?>>(addresses.Count);
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / manners.PerSecond), clock);
        foreach (var address in addresses)
        {
            asking.Add(AskAsync(address, credential, stop));
            await pace.WaitForNextTickAsync(stop);
        }

        return [.. (await Task.WhenAll(asking)).OfType<IPEndPoint>()];
    }

    private async Task<IPEndPoint?> AskAsync(IPEndPoint address, ScanCredential credential, CancellationToken stop)
    {
        var target = new SnmpTarget(address)
        {
            Version = credential.Access.Version,
            Community = credential.Access.Community,
            User = credential.Access.User,
            Context = credential.Access.Context,
            Timeout = manners.Timeout,
            Retries = 0,
            MaxBackOff = TimeSpan.Zero,
        };
        try
        {
            await manager.GetAsync(target, [SysObjectId], stop);
            return address;
        }
        catch (SnmpTimeoutException)
        {
            return null;
        }
        catch (SnmpException refusal)
        {
            report($"{address}: {refusal.Message}");
            return null;
        }
    }

    private async Task<ScannedDevice> IdentifyAsync(IPEndPoint address, ScanCredential credential, CancellationToken stop)
    {
        var access = credential.Access;
        var device = new SnmpDevice(address, access.Community, SnmpDevice.Auto, manners.Timeout) { Version = access.Version, User = access.User, Context = access.Context };
        try
        {
            var identity = await SnmpPoller.IdentifyAsync(manager, device, stop);
            report($"{address}: {identity.Profile?.Id ?? "no profile fits"}: {identity.Describe()}");
            return new ScannedDevice(address, credential, identity);
        }
        catch (SnmpException error)
        {
            report($"{address} answers, but does not say what it is: {error.Message}");
            return new ScannedDevice(address, credential, new DeviceIdentity(null, default, "", new Dictionary<string, string>()));
        }
    }
}
