using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace RoomGuard.Agent.Service;

/// <summary>The socket on which whoever started the agent wants to hear of it: sd_notify(3) without its library. For one thread.</summary>
internal sealed class NotifySocket : IDisposable
{
    // sun_path, with a zero at its end.
    private const int LongestAddress = 107;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly UnixDomainSocketEndPoint _at;

    private NotifySocket(UnixDomainSocketEndPoint at) => _at = at;

    /// <summary>How long silence is borne; null when nobody waits for signs of life.</summary>
    public TimeSpan? Watchdog { get; private init; }

    /// <summary>The socket that the environment names, or null when it names none.</summary>
    /// <param name="environment">The value of a variable; null where it is not set.</param>
    public static NotifySocket? Open(Func<string, string?> environment)
    {
        // A path, or a name in the kernel's own space with an @ in place of the zero; what else there is (vsock:) is for virtual machines.
        if (environment("NOTIFY_SOCKET") is not { Length: > 1 } address || address[0] is not ('/' or '@') || Encoding.UTF8.GetByteCount(address) > LongestAddress)
        {
            return null;
        }

        var isOurs = environment("WATCHDOG_PID") is not { Length: > 0 } pid || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var watchdog = isOurs && long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds is > 0 and < long.MaxValue / TimeSpan.TicksPerMicrosecond
            ? TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : (TimeSpan?)null;
        return new NotifySocket(new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address)) { Watchdog = watchdog };
    }

    /// <summary>Tells something: <c>READY=1</c> and its like. False, with the reason, when nobody could hear it.</summary>
    public bool TrySend(string words, out string fault)
    {
        fault = "";
        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(words), _at);
            return true;
        }
        catch (SocketException error)
        {
            fault = error.Message;
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
