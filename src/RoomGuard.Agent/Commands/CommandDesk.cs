using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Polling;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Messages;

namespace RoomGuard.Agent.Commands;

/// <summary>Takes orders from the centre, carries out the few it knows, each once, and answers every one. What is retained, repeated, old or unknown is never carried out.</summary>
/// <param name="started">When the agent started: what is older may have been carried out by the one before it.</param>
/// <param name="clock">Tells how old an order is.</param>
internal sealed partial class CommandDesk(IReadOnlyList<DeviceInput> devices, DateTimeOffset started, TimeProvider clock, ILogger<CommandDesk> logger)
{
    /// <summary>Age from which an order is not carried out any more, and the most that it may be ahead of the agent's clock.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(60);

    private const int MostWaiting = 16;
    private const int MostRemembered = 256;
    private const int LongestId = 100;

    private readonly Channel<BrokerDelivery> _waiting = Channel.CreateBounded<BrokerDelivery>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Queue<string> _order = new();
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private long _refused;

    /// <summary>Orders that were not carried out.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Takes one message from any thread; never waits. Beyond a few that wait, orders are dropped: whoever gave them hears nothing.</summary>
    public void Hear(BrokerDelivery told)
    {
        if (_waiting.Reader.Count >= MostWaiting || !_waiting.Writer.TryWrite(told))
        {
            Interlocked.Increment(ref _refused);
        }
    }

    /// <summary>The next order that waits.</summary>
    public ValueTask<BrokerDelivery> NextAsync(CancellationToken stop) => _waiting.Reader.ReadAsync(stop);

    /// <summary>Carries one order out, or not, and gives what to say to it. For one thread at a time.</summary>
    public async Task<CommandAnswer> AnswerAsync(BrokerDelivery told, CancellationToken stop)
    {
        var command = MessageJson.TryRead(told.Payload.Span, out Command? read) && read.Id.Length is > 0 and <= LongestId ? read : null;
        var refusal = command is null ? "this is no order: it must be JSON with id, verb and args" : Judge(command, told.IsRetained);
        refusal ??= await CarryOutAsync(command!, stop);
        if (refusal is not null)
        {
            Interlocked.Increment(ref _refused);
            Log.Refused(logger, command?.Id ?? "", refusal);
        }

        return new CommandAnswer(command?.Id ?? "", refusal is null, refusal ?? $"{command!.Args.Equipment} took the order and begins its self-test");
    }

    private string? Judge(Command command, bool isRetained)
    {
        var now = clock.GetUtcNow();
        if (isRetained)
        {
            return "it was kept by the broker, from nobody knows when: orders must not be retained";
        }

        if (command.Verb != Command.UpsTest)
        {
            return $"this agent knows only the verb {Command.UpsTest}";
        }

        if (command.Args.Equipment is not { Length: > 0 } || command.Args.At is not { } at)
        {
            return "args.equipment and args.at must be there";
        }

        if (now - at > LongestAge || at - now > LongestAge || at < started)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it is of {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} and here it is {now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: orders older than {LongestAge.TotalSeconds:0} s, from before the agent's start or from the future are not carried out");
        }

        return Remember(command.Id) ? null : "an order of this id was taken already";
    }

    private bool Remember(string id)
    {
        if (!_done.Add(id))
        {
            return false;
        }

        _order.Enqueue(id);
        if (_order.Count > MostRemembered)
        {
            _done.Remove(_order.Dequeue());
        }

        return true;
    }

    private async Task<string?> CarryOutAsync(Command command, CancellationToken stop)
    {
        var (equipment, room) = (command.Args.Equipment, command.Args.Room);
        var named = devices.Where(device => device.Place.Equipment == equipment && (room is null || device.Place.Room == room)).ToList();
        switch (named)
        {
            case []:
                return "no SNMP device of this agent is called so";
            case [var device]:
                Log.Begins(logger, device.Name, command.Id);
                var refusal = await device.StartTestAsync(stop);
                if (refusal is null)
                {
                    Log.Taken(logger, device.Name, command.Id);
                }

                return refusal;
            default:
                return "several devices of this agent are called so: args.room must tell which";
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3501, LogLevel.Warning, "{Device} is told to begin its self-test, by order {Id} of the centre.")]
        internal static partial void Begins(ILogger logger, string device, string id);

        [LoggerMessage(3502, LogLevel.Warning, "{Device} took order {Id}.")]
        internal static partial void Taken(ILogger logger, string device, string id);

        [LoggerMessage(3503, LogLevel.Warning, "Order \"{Id}\" was not carried out: {Reason}.")]
        internal static partial void Refused(ILogger logger, string id, string reason);
    }
}
