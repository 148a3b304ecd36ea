using System.ComponentModel.DataAnnotations;
using Observe.Agent.Records;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Forward;

/// <summary>One place to send to, under a name that the user chooses.</summary>
internal sealed class ForwardOptions
{
    /// <summary>What is sent, and how.</summary>
    [Required]
    public ForwardType? Type { get; set; }

    /// <summary>The address without the path of the protocol: <c>http://loki:3100</c>, <c>https://collector:4318</c>.</summary>
    [Required]
    public string Endpoint { get; set; } = "";

    /// <summary>Further headers of every request, such as <c>X-Scope-OrgID</c>.</summary>
    public Dictionary<string, string> Headers { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sent as <c>Authorization: Bearer</c>.</summary>
    public string BearerToken { get; set; } = "";

    /// <summary>A file that holds the token; read anew for every request, so that it can be replaced.</summary>
    public string? BearerTokenFile { get; set; }

    /// <summary>Records of a lower level are not sent; <c>unknown</c> is the lowest. Not for a relay.</summary>
    public LogLevel Level { get; set; } = LogLevel.Unknown;

    /// <summary>The label <c>job</c>, the attribute <c>service.name</c>. The agent's own records have <c>observe</c>.</summary>
    public string Job { get; set; } = "logs";

    /// <summary>The label <c>host</c>, the attribute <c>host.name</c>; empty means the name of this machine.</summary>
    public string Host { get; set; } = "";

    /// <summary>What a relay passes on.</summary>
    public IReadOnlyList<OtlpSignal> Signals { get; set; } = [OtlpSignal.Metrics, OtlpSignal.Logs, OtlpSignal.Traces];

    /// <summary>What may wait on the disk; when it is full, reading waits.</summary>
    [Range(1024 * 1024, 1L << 40)]
    public long QueueBytes { get; set; } = 512 * 1024 * 1024;

    /// <summary>What goes into one request, before compression; a single larger item goes alone.</summary>
    [Range(16 * 1024, 64 * 1024 * 1024)]
    public int BatchBytes { get; set; } = 1024 * 1024;

    /// <summary>What is sent of a line; the rest of a longer one is left out.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxLineBytes { get; set; } = 256 * 1024;

    /// <summary>How long one request may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The first pause before a request is sent again; each further one is longer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause, unless the peer asks for a longer one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(1);
}
