using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RoomGuard.Testing;

/// <summary>An authority for one test: writes <c>ca.pem</c>, and for each name a certificate and its key.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly Scratch _folder;
    private readonly X509Certificate2 _certificate;

    /// <summary>Writes <c>ca.pem</c> into <paramref name="folder"/>.</summary>
    public TestAuthority(Scratch folder)
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _certificate = request.CreateSelfSigned(Yesterday, Yesterday.AddDays(30));
        folder.Write("ca.pem", _certificate.ExportCertificatePem());
    }

    private static DateTimeOffset Yesterday => TimeProvider.System.GetUtcNow().AddDays(-1);

    /// <summary>Writes <c>{name}.pem</c> and <c>{name}.key</c>, for 127.0.0.1.</summary>
    public void Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_certificate, Yesterday, Yesterday.AddDays(20), RandomNumberGenerator.GetBytes(8));
        _folder.Write(name + ".pem", certificate.ExportCertificatePem());
        _folder.Write(name + ".key", key.ExportPkcs8PrivateKeyPem());
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();
}
