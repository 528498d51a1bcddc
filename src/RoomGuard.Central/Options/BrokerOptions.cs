namespace RoomGuard.Central.Options;

/// <summary>The MQTT broker the agents publish to. Section <c>mqtt</c>.</summary>
public sealed record BrokerOptions
{
    /// <summary>Host name or address.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>TCP port, 1 to 65535; 1883 unless set.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>The name of this client's session at the broker. Two centres with one name throw each other out.</summary>
    public string ClientId { get; init; } = "roomguard-central";

    /// <summary>The group whose members share the packs between them (MQTT 5, <c>$share/{group}/…</c>); null takes every pack.</summary>
    public string? Share { get; init; }

    /// <summary>User name; null connects without one.</summary>
    public string? User { get; init; }

    /// <summary>Password of <see cref="User"/>.</summary>
    public Secret? Password { get; init; }

    /// <summary>TLS; null connects in the clear.</summary>
    public BrokerTlsOptions? Tls { get; init; }
}

/// <summary>The PEM files of a TLS connection to the broker. Section <c>mqtt.tls</c>.</summary>
/// <param name="AuthorityFile">The authority that signed the broker's certificate.</param>
/// <param name="CertificateFile">Our own certificate; null when the broker asks for none.</param>
/// <param name="KeyFile">The private key of our certificate.</param>
public sealed record BrokerTlsOptions(string AuthorityFile, string? CertificateFile, string? KeyFile);
