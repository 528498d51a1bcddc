using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Options;

/// <summary>One way to tell people of an alarm. An item of the list <c>notify</c>.</summary>
/// <param name="Id">Stable name of the channel, for example <c>smtp-1</c>: its kind and its place in the list.</param>
/// <param name="Language">The language of its messages.</param>
public abstract record ChannelOptions(string Id, Language Language)
{
    /// <summary>What its messages go through, one of <see cref="LinkWords"/>: <c>cellular</c> for a gateway that sends them on by a modem.</summary>
    public string Link { get; init; } = LinkWords.Wired;
}

/// <summary>Mail through an SMTP server.</summary>
public sealed record SmtpOptions(string Id, Language Language) : ChannelOptions(Id, Language)
{
    /// <summary>Host name or address of the server.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>How the connection is protected.</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>User name; null logs in without one.</summary>
    public string? User { get; init; }

    /// <summary>Password of <see cref="User"/>.</summary>
    public Secret? Password { get; init; }

    /// <summary>The sender's address.</summary>
    public required string From { get; init; }

    /// <summary>The receivers' addresses, at least one.</summary>
    public required IReadOnlyList<string> To { get; init; }
}

/// <summary>A POST of JSON to somebody's address.</summary>
public sealed record WebhookOptions(string Id, Language Language) : ChannelOptions(Id, Language)
{
    /// <summary>Where it is posted, http or https.</summary>
    public required Uri Url { get; init; }

    /// <summary>Key of the HMAC-SHA-256 that signs the body; null sends no signature.</summary>
    public Secret? Key { get; init; }
}

/// <summary>How an SMTP connection is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Plain at first, then TLS; refused when the server cannot.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Not at all: for a server on the same machine.</summary>
    None,
}
