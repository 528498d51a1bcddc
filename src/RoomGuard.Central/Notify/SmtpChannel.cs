using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using RoomGuard.Central.Options;

namespace RoomGuard.Central.Notify;

/// <summary>Mail through an SMTP server, one connection for each message.</summary>
internal sealed class SmtpChannel(SmtpOptions options, TimeProvider clock) : INotificationChannel
{
    /// <inheritdoc/>
    public string Id => options.Id;

    /// <inheritdoc/>
    public async Task<Delivery> DeliverAsync(NotificationText text, CancellationToken stop)
    {
        using var message = Compose(text);
        using var client = new SmtpClient { Timeout = 30_000, CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(options.Host, options.Port, Security(options.Security), stop);
            if (options.User is { } user)
            {
                await client.AuthenticateAsync(user, options.Password?.Reveal() ?? "", stop);
            }

            await client.SendAsync(message, stop);
            await client.DisconnectAsync(true, stop);
            return Delivery.Taken;
        }
        catch (SmtpCommandException error) when ((int)error.StatusCode is >= 500 and < 600)
        {
            // RFC 5321 §4.2.1: 5yz is a permanent refusal of this very message.
            return Delivery.Never($"{options.Host} refused the message: {error.Message}");
        }
        catch (Exception error) when (error is SmtpCommandException or SmtpProtocolException or ServiceNotConnectedException or AuthenticationException or System.Security.Authentication.AuthenticationException or SslHandshakeException or NotSupportedException or SocketException or IOException or TimeoutException
            || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return Delivery.Later($"{options.Host}:{options.Port}: {error.Message}");
        }
    }

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
}
