using System.ComponentModel.DataAnnotations;
using Observe.Agent.Listen;

namespace Observe.Agent.Sources.Otlp;

/// <summary>Where apps push to, who may, and how much.</summary>
internal sealed class OtlpOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Where OTLP over gRPC is taken.</summary>
    public ListenAddress Grpc { get; set; } = new("127.0.0.1", 4317);

    /// <summary>Where OTLP over HTTP is taken.</summary>
    public ListenAddress Http { get; set; } = new("127.0.0.1", 4318);

    /// <summary>Serve other machines without knowing who they are.</summary>
    public bool AllowInsecure { get; set; }

    /// <summary>A request that carries none of these is refused; empty when nobody is asked.</summary>
    public IReadOnlyList<string> BearerTokens { get; set; } = [];

    /// <summary>A file with more of them, one a line; read anew when it changes.</summary>
    public string? BearerTokenFile { get; set; }

    /// <summary>Origins of the web pages that may push over HTTP; <c>*</c> for all.</summary>
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];

    /// <summary>Bytes of a request, decompressed; a larger one is refused.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxRequestBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Memory for the bodies of all requests under way; what finds none is to come again.</summary>
    [Range(1024 * 1024, 1024L * 1024 * 1024 * 1024)]
    public long MaxBodyMemoryBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>Requests under way at a time; further ones are to come again.</summary>
    [Range(1, 100_000)]
    public int MaxRequests { get; set; } = 256;

    /// <summary>Connections at a time, of both endpoints together; further ones are closed.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 12_000;

    /// <summary>How long the body of a request may take to arrive.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take to send the headers of a request.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection without a request is kept. Exporters of metrics push every minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromMinutes(2);

    public OtlpTlsOptions Tls { get; } = new();

    /// <summary>Whether requests need a token.</summary>
    public bool AsksForTokens() => BearerTokens.Count > 0 || BearerTokenFile is not null;

    /// <summary>What must hold beyond the type and the limits of each option: key, and what is wrong with it.</summary>
    public IEnumerable<(string Key, string Fault)> Faults()
    {
        if (!Enabled)
        {
            yield break;
        }

        if (Tls.Certificate is null != Tls.Key is null)
        {
            yield return Tls.Key is null
                ? ("otlp.tls.certificate", "the private key is missing; name its file in otlp.tls.key")
                : ("otlp.tls.key", "the certificate is missing; name its file in otlp.tls.certificate");
        }

        if (Tls is { ClientCa: not null, Certificate: null, Key: null })
        {
            yield return ("otlp.tls.clientCa", "clients show certificates over TLS alone; name the server's own in otlp.tls.certificate and otlp.tls.key");
        }

        foreach (var origin in CorsOrigins.Where(o => o != "*" && !IsOrigin(o)))
        {
            yield return ("otlp.corsOrigins", $"expected * or an origin such as https://app.example; got \"{origin}\"");
        }

        if (!KnowsItsClients && !AllowInsecure)
        {
            foreach (var (key, address) in new[] { ("otlp.grpc", Grpc), ("otlp.http", Http) }.Where(e => !e.Item2.IsLoopback))
            {
                yield return (key, $"{address} serves other machines, and anybody there could push; give otlp.bearerTokens or otlp.bearerTokenFile, "
                    + "or otlp.tls.certificate, otlp.tls.key and otlp.tls.clientCa, or say otlp.allowInsecure: true");
            }
        }
    }

    /// <summary>Whether only those who prove who they are can push.</summary>
    private bool KnowsItsClients => AsksForTokens() || Tls is { Certificate: not null, ClientCa: not null };

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);
}
