using System.Net;

namespace RoomGuard.Central.Options;

/// <summary>Where the pages and the API are served. Section <c>listen</c>.</summary>
public sealed record ListenOptions
{
    /// <summary>The address listened on; loopback unless set.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port, 0 to 65535; 0 lets the system choose one. 8080 unless set.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>PEM file of the server's certificate with its chain; null serves plain HTTP, which only loopback may.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of the certificate's private key.</summary>
    public string? KeyFile { get; init; }
}
