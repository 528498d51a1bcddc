using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>Takes every message about an alarm, and when it came.</summary>
internal sealed class WebhookListener : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public WebhookListener()
    {
        Url = $"http://127.0.0.1:{Ports.FreeTcp()}/hook/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _loop = TakeAsync();
    }

    public string Url { get; }

    public ConcurrentQueue<ReceivedAlarm> Received { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var call = await _listener.GetContextAsync();
                var at = TimeProvider.System.GetUtcNow();
                using var json = await JsonDocument.ParseAsync(call.Request.InputStream);
                Received.Enqueue(ReceivedAlarm.Of(json.RootElement, at));
                call.Response.StatusCode = 204;
                call.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}

/// <summary>A message about an alarm.</summary>
/// <param name="MessageId">The same for a message that is delivered again.</param>
/// <param name="Kind"><c>raised</c>, <c>returned</c> and the like.</param>
/// <param name="Since">The time of the reading that raised the alarm.</param>
internal sealed record ReceivedAlarm(DateTimeOffset At, string MessageId, string Kind, string Room, string AlarmId, string Signal, DateTimeOffset Since)
{
    public static ReceivedAlarm Of(JsonElement body, DateTimeOffset at)
    {
        var alarm = body.GetProperty("alarm");
        return new ReceivedAlarm(
            at, body.GetProperty("id").GetString()!, body.GetProperty("kind").GetString()!, body.GetProperty("room").GetString()!,
            alarm.GetProperty("id").GetString()!, alarm.GetProperty("signal").GetString()!, alarm.GetProperty("since").GetDateTimeOffset());
    }
}
