using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests;

/// <summary>An authority for one test: writes <c>ca.pem</c>, and for each name a certificate and its key.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly Scratch _folder;
    private readonly X509Certificate2 _certificate;

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

    public void Dispose() => _certificate.Dispose();
}
