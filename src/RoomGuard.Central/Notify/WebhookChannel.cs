using System.Buffers;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RoomGuard.Central.Options;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Notify;

/// <summary>A POST of JSON. With a key, header <c>RoomGuard-Signature</c> holds <c>sha256=</c> and the HMAC of the body in hex.</summary>
internal sealed class WebhookChannel(WebhookOptions options, HttpClient http) : INotificationChannel
{
    /// <inheritdoc/>
    public string Id => options.Id;

    /// <inheritdoc/>
    public async Task<Delivery> DeliverAsync(NotificationText text, CancellationToken stop)
    {
        var body = Body(text);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("Idempotency-Key", text.MessageId);
        if (options.Key is { } key)
        {
            var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Reveal()), body);
            request.Headers.Add("RoomGuard-Signature", $"sha256={Convert.ToHexStringLower(signature)}");
        }

        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return (int)answer.StatusCode switch
            {
                >= 200 and < 300 => Delivery.Taken,
                // 408, 425 and 429 ask to come again; any other 4xx will say the same for ever.
                408 or 425 or 429 => Delivery.Later($"{options.Url.Host} answered {(int)answer.StatusCode}."),
                >= 400 and < 500 => Delivery.Never($"{options.Url.Host} answered {(int)answer.StatusCode}."),
                _ => Delivery.Later($"{options.Url.Host} answered {(int)answer.StatusCode}."),
            };
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return Delivery.Later($"{options.Url.Host}: {error.Message}");
        }
    }

    private static byte[] Body(NotificationText text)
    {
        var (_, room, alarm) = text.Notification;
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("id", text.MessageId);
        json.WriteString("kind", text.Notification.Word);
        json.WriteString("room", room);
        json.WriteString("subject", text.Subject);
        json.WriteString("text", text.Body);
        json.WriteStartObject("alarm");
        json.WriteString("id", alarm.Id);
        json.WriteString("point", alarm.Point.ToString());
        json.WriteString("rule", alarm.Rule);
        json.WriteString("signal", alarm.Signal);
        json.WriteString("priority", alarm.Priority.ToWord());
        json.WriteString("state", alarm.State.ToWord());
        json.WriteString("since", alarm.Since);
        json.WriteString("value", alarm.Value.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
