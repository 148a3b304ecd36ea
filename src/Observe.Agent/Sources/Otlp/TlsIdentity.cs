using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Observe.Agent.Listen;

namespace Observe.Agent.Sources.Otlp;

/// <summary>The server's certificate, and whose clients it lets in. New connections see new files.</summary>
internal sealed class TlsIdentity
{
    private readonly WatchedFiles<SslStreamCertificateContext> _certificate;
    private readonly WatchedFiles<X509Certificate2Collection>? _clientCa;

    private TlsIdentity(OtlpTlsOptions options, ILogger log, TimeProvider time)
    {
        _certificate = new WatchedFiles<SslStreamCertificateContext>(
            [("otlp.tls.certificate", options.Certificate!), ("otlp.tls.key", options.Key!)], texts => Identity(texts[0], texts[1]), log, time);
        if (options.ClientCa is { } clientCa)
        {
            _clientCa = new WatchedFiles<X509Certificate2Collection>([("otlp.tls.clientCa", clientCa)], texts => Certificates(texts[0]), log, time);
        }
    }

    /// <summary>Null when encryption is not configured.</summary>
    /// <exception cref="ListenException">A file cannot be used.</exception>
    public static TlsIdentity? Of(OtlpTlsOptions options, ILogger log, TimeProvider time) =>
        options.Certificate is null ? null : new TlsIdentity(options, log, time);

    public void Secure(ListenOptions listening) =>
        listening.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(NewConnection()) });

    private SslServerAuthenticationOptions NewConnection()
    {
        var options = new SslServerAuthenticationOptions { ServerCertificateContext = _certificate.Current };
        if (_clientCa is not null)
        {
            options.ClientCertificateRequired = true;
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(_clientCa.Current);
        }

        return options;
    }

    private static SslStreamCertificateContext Identity(string certificates, string key)
    {
        var leaf = X509Certificate2.CreateFromPem(certificates, key);
        var chain = Certificates(certificates);
        chain.RemoveAt(0);
        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }

    private static X509Certificate2Collection Certificates(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return certificates.Count > 0 ? certificates : throw new InvalidDataException("there is no certificate in it");
    }
}
