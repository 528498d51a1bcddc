using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using RoomGuard.Rooms.Local;

namespace RoomGuard.Agent.Guarding;

/// <summary>Mail through an SMTP server, one connection for each page.</summary>
internal sealed class MailPager(MailOptions options, TimeProvider clock) : IPager
{
    private const int TimeoutMilliseconds = 20_000;

    /// <inheritdoc/>
    public string Name => $"mail by {options.Host}:{options.Port}";

    /// <inheritdoc/>
    public async Task TellAsync(LocalPage page, PageText text, CancellationToken stop)
    {
        using var message = Compose(page, text);
        using var client = new SmtpClient { Timeout = TimeoutMilliseconds, CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(options.Host, options.Port, Security, stop);
            if (options.User is { } user)
            {
                await client.AuthenticateAsync(user, options.Password?.Reveal() ?? "", stop);
            }

            await client.SendAsync(message, stop);
        }
        catch (Exception error) when (error is CommandException or ProtocolException or ServiceNotConnectedException or NotSupportedException or SocketException or IOException or TimeoutException
            or AuthenticationException or System.Security.Authentication.AuthenticationException or SslHandshakeException
            || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new PagerException(error.Message, error);
        }

        try
        {
            await client.DisconnectAsync(true, stop);
        }
        catch (Exception error) when (error is CommandException or ProtocolException or ServiceNotConnectedException or SocketException or IOException or OperationCanceledException)
        {
            // The message is theirs; a farewell that fails changes nothing.
        }
    }

    private SecureSocketOptions Security => options.Security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    private MimeMessage Compose(LocalPage page, PageText text)
    {
        // The same page sent again, because nobody knows whether it was taken, is the same message.
        var id = $"{page.Alarm.Id}.{(page.IsReturn ? "over" : "raised")}@{page.Alarm.Point.Site}.roomguard";
        var message = new MimeMessage { MessageId = id, Subject = text.Subject, Date = clock.GetUtcNow(), Body = new TextPart("plain") { Text = text.Body } };
        message.From.Add(MailboxAddress.Parse(options.From));
        message.To.AddRange(options.To.Select(MailboxAddress.Parse));

        // RFC 3834 §5: out-of-office robots stay silent.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
