namespace Observe.Agent.Sources.Otlp;

/// <summary>Encryption of both endpoints: files in PEM form, read anew when they change.</summary>
internal sealed class OtlpTlsOptions
{
    /// <summary>The server's certificate, followed by those between it and the root; none means no encryption.</summary>
    public string? Certificate { get; set; }

    /// <summary>The private key of the certificate.</summary>
    public string? Key { get; set; }

    /// <summary>The authorities whose clients may connect; none means that clients need no certificate.</summary>
    public string? ClientCa { get; set; }
}
