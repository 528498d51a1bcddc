using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;
using RoomGuard.Central.Options;

namespace RoomGuard.Central.Notify;

/// <summary>Mail through an SMTP server, one connection for each message.</summary>
internal sealed partial class SmtpChannel(SmtpOptions options, TimeProvider clock, ILogger<SmtpChannel> logger) : INotificationChannel
{
    /// <inheritdoc/>
    public string Id => options.Id;

    /// <inheritdoc/>
    public async Task<Delivery> DeliverAsync(NotificationText text, CancellationToken stop)
    {
        using var message = Compose(text);
        using var client = new ManyReceivers(logger, options.Id) { Timeout = 30_000, CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(options.Host, options.Port, Security(options.Security), stop);
            if (options.User is { } user)
            {
                await client.AuthenticateAsync(user, options.Password?.Reveal() ?? "", stop);
            }

            await client.SendAsync(message, stop);
            await LeaveAsync(client, stop);
            return Delivery.Taken;
        }
        catch (SmtpCommandException error) when ((int)error.StatusCode is >= 500 and < 600 && error.ErrorCode != SmtpErrorCode.UnexpectedStatusCode)
        {
            // RFC 5321 §4.2.1: 5yz is for good. Said of the message it is; said of the connection, the server may be mended.
            return Delivery.Never($"{options.Host} refused the message: {error.Message}");
        }
        catch (Exception error) when (IsFailure(error, stop))
        {
            return Delivery.Later($"{options.Host}:{options.Port}: {error.Message}");
        }
    }

    // The message is theirs once they said so; a farewell that fails changes nothing.
    private static async Task LeaveAsync(SmtpClient client, CancellationToken stop)
    {
        try
        {
            await client.DisconnectAsync(true, stop);
        }
        catch (Exception error) when (IsFailure(error, stop) || error is OperationCanceledException)
        {
            // They hung up first.
        }
    }

    private static bool IsFailure(Exception error, CancellationToken stop) =>
        error is SmtpCommandException or SmtpProtocolException or ServiceNotConnectedException or NotSupportedException or SocketException or IOException or TimeoutException
            or AuthenticationException or System.Security.Authentication.AuthenticationException or SslHandshakeException
        || (error is OperationCanceledException && !stop.IsCancellationRequested);

    private MimeMessage Compose(NotificationText text)
    {
        var message = new MimeMessage { MessageId = text.MessageId, Subject = text.Subject, Date = clock.GetUtcNow(), Body = new TextPart("plain") { Text = text.Body } };
        message.From.Add(MailboxAddress.Parse(options.From));
        message.To.AddRange(options.To.Select(MailboxAddress.Parse));

        // RFC 3834 §5: out-of-office robots stay silent.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static SecureSocketOptions Security(SmtpSecurity security) => security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => throw new ArgumentOutOfRangeException(nameof(security), security, "Not a way to protect a connection."),
    };

    // One wrong address must not keep the message from the others.
    private sealed class ManyReceivers(ILogger logger, string channel) : SmtpClient
    {
        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
            Log.ReceiverRefused(logger, channel, mailbox.Address, response.Response);
    }

    private static partial class Log
    {
        [LoggerMessage(4310, LogLevel.Error, "Channel {Channel}: the server refused the receiver {Address}: {Reason} The others got the message.")]
        internal static partial void ReceiverRefused(ILogger logger, string channel, string address, string reason);
    }
}
