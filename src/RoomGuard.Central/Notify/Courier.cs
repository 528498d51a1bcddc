using Microsoft.Extensions.Logging;
using RoomGuard.Central.Running;
using RoomGuard.Central.Store;
using RoomGuard.Central.Telemetry;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Notify;

/// <summary>Carries one channel's messages out in their order, each until it is taken or refused for good.</summary>
/// <remarks>
/// Killed between the other side's "taken" and our note of it, a courier delivers once more after the restart, under the same message id. That is the
/// one case no sender can avoid; the id lets a receiver see that it is not new.
/// </remarks>
internal sealed partial class Courier(INotificationChannel channel, Language language, NotificationWriter writer, CourierParts parts, ILogger<Courier> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Outage _outage = new();

    /// <summary>The loop's name.</summary>
    public string Name => $"courier {channel.Id}";

    /// <summary>Id of the channel.</summary>
    public string Channel => channel.Id;

    /// <summary>What is amiss with the channel; null when it took its last message.</summary>
    public Trouble? Trouble => _outage.Trouble;

    /// <summary>Delivers until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await parts.Gate.Ready.WaitAsync(stop);
        while (true)
        {
            var next = parts.Bell.Next;
            if (await parts.Gate.ReadAsync(() => parts.OutboxOf(channel.Id).PeekAsync(stop), stop) is not { } row)
            {
                await next.WaitAsync(stop);
                continue;
            }

            await CarryAsync(row, stop);
            if (_outage.IsOn)
            {
                await _outage.WaitAsync(stop);
            }
        }
    }

    private async Task CarryAsync(NotificationRow row, CancellationToken stop)
    {
        // Told to stop, a courier still ends what it began: half a delivery would be told again as new.
        using var patience = new CancellationTokenSource();
        using var activity = CentralTrace.StartTelling(row.AlarmId);
        using var countdown = stop.Register(() => patience.CancelAfter(Patience));
        var text = writer.Write(NotificationJson.Read(row.Content), channel.Id, language);
        var delivery = await channel.DeliverAsync(text, patience.Token);
        await parts.Committer.CommitAsync(new StateChange(parts.Clock.GetUtcNow()) { Deliveries = [new DeliveryTry(row.Id, delivery)] }, patience.Token);
        parts.Meter.Notification(channel.Id, delivery switch { { Error: null } => "delivered", { IsRecoverable: true } => "retried", _ => "refused" });
        if (delivery.Error is null)
        {
            parts.Meter.Pace.Told(channel.Id, parts.Clock.GetUtcNow() - row.CreatedAt);
        }

        switch (delivery)
        {
            case { Error: { } error, IsRecoverable: true }:
                if (_outage.Begin(error, "the server that the channel delivers to, and its item in \"notify\" of the settings."))
                {
                    Log.Away(logger, channel.Id, error);
                }

                return;
            case { Error: { } error }:
                Log.Refused(logger, channel.Id, text.MessageId, error);
                break;
            default:
                Log.Delivered(logger, channel.Id, text.MessageId);
                break;
        }

        if (_outage.End() is { } length)
        {
            Log.Back(logger, channel.Id, length);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4301, LogLevel.Warning, "Channel {Channel} does not deliver: {Reason} Trying again until it does; messages wait in their order. Said once; the next line is its return.")]
        internal static partial void Away(ILogger logger, string channel, string reason);

        [LoggerMessage(4302, LogLevel.Information, "Channel {Channel} delivers again after {Length}.")]
        internal static partial void Back(ILogger logger, string channel, TimeSpan length);

        [LoggerMessage(4303, LogLevel.Error, "Channel {Channel} refused the message {MessageId} for good: {Reason} Nobody was told by it.")]
        internal static partial void Refused(ILogger logger, string channel, string messageId, string reason);

        [LoggerMessage(4304, LogLevel.Information, "Channel {Channel} delivered {MessageId}.")]
        internal static partial void Delivered(ILogger logger, string channel, string messageId);
    }
}

/// <summary>What every courier works with.</summary>
/// <param name="OutboxOf">The outbox of a channel.</param>
internal sealed record CourierParts(Func<string, Outbox> OutboxOf, StateGate Gate, StateCommitter Committer, Bell Bell, CentralMeter Meter, TimeProvider Clock);
