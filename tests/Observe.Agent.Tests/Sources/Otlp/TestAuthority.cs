using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Observe.Agent.Sources.Otlp;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>A certificate authority of the test's own.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly X509Certificate2 _root;

    public TestAuthority(TemporaryFolder folder, string name = "authority")
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _root = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        Path = folder.Write($"{name}.pem", _root.ExportCertificatePem());
    }

    /// <summary>The authority's own certificate.</summary>
    public string Path { get; }

    /// <summary>A certificate and its key, also as files of that name.</summary>
    public X509Certificate2 Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_root, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddDays(2), RandomNumberGenerator.GetBytes(16));
        _folder.Write($"{name}.pem", signed.ExportCertificatePem());
        _folder.Write($"{name}.key", key.ExportPkcs8PrivateKeyPem());
        return signed.CopyWithPrivateKey(key);
    }

    public void Serve(OtlpTlsOptions options, string name)
    {
        Issue(name).Dispose();
        options.Certificate = _folder[$"{name}.pem"];
        options.Key = _folder[$"{name}.key"];
    }

    /// <summary>A client that trusts this authority alone.</summary>
    public HttpClient NewClient(X509Certificate2? own = null)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(_root);
        if (own is not null)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(own, null, offline: true);
        }

        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }

    public void Dispose() => _root.Dispose();
}
