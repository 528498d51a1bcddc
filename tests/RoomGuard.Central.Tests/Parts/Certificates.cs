using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Parts;

/// <summary>An authority of a test's own, with a certificate for a server on loopback and one for a client.</summary>
internal static class Certificates
{
    /// <summary>Writes <c>ca.pem</c>, <c>server.pem</c>, <c>server.key</c>, <c>client.pem</c> and <c>client.key</c>.</summary>
    public static void Write(Scratch scratch)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        scratch.Write("ca.pem", authority.ExportCertificatePem());
        Write(scratch, authority, "server", "1.3.6.1.5.5.7.3.1");
        Write(scratch, authority, "client", "1.3.6.1.5.5.7.3.2");
    }

    private static void Write(Scratch scratch, X509Certificate2 authority, string name, string purpose)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(authority, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        scratch.Write($"{name}.pem", certificate.ExportCertificatePem());
        scratch.Write($"{name}.key", key.ExportPkcs8PrivateKeyPem());
    }
}
