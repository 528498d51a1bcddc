namespace RoomGuard.Agent.Guarding;

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>By STARTTLS; without it nothing is sent.</summary>
    StartTls,

    /// <summary>From its first byte.</summary>
    Tls,

    /// <summary>Not at all: for a server on the same machine.</summary>
    None,
}
