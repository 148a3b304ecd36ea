using System.ComponentModel.DataAnnotations;
using Observe.Agent.Cmr;
using Observe.Agent.Collectors;
using Observe.Agent.Expose;
using Observe.Agent.Forward;
using Observe.Agent.Hosting.Log;
using Observe.Agent.Listen;
using Observe.Agent.Metrics.Pushed;
using Observe.Agent.Parse.Custom;
using Observe.Agent.Parse.Patterns;
using Observe.Agent.Report;
using Observe.Agent.Sources.FileTail;
using Observe.Agent.Store.Rows;
using Observe.Agent.Sources.Otlp;
using Observe.Agent.Tokens;

namespace Observe.Agent.Hosting;

/// <summary>Everything that can be configured, each part beside its user. The defaults make the agent useful without any.</summary>
internal sealed class AgentOptions
{
    /// <summary>Globs of the files to follow.</summary>
    public IReadOnlyList<string> Watch { get; set; } =
    [
        "./logs/**/*",
        "/var/log/*.log",
        "/var/log/*/*.log",
        "/var/log/*/*/*.log",
        "/var/log/*/*_log",
        "/var/log/{syslog,messages,dmesg,secure,maillog,cron}",
    ];

    /// <summary>Globs of files that are passed over although a watched glob matches: what is no text, and hidden files.</summary>
    public IReadOnlyList<string> Exclude { get; set; } =
    [
        "/**/*.{zip,journal,journal~}",
        "/**/{wtmp,btmp,lastlog,faillog}*",
        "/**/.*",
    ];

    /// <summary>The data directory; empty before loading means <c>observe</c> below the user's state directory.</summary>
    public string Data { get; set; } = "";

    /// <summary>Where the HTTP endpoints listen.</summary>
    public ListenAddress Listen { get; set; } = ListenAddress.Default;

    /// <summary>How often offsets and counts are committed together; what is not yet committed is read again after a crash.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan CommitInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Providers beside the built-in ones, each with the other names it goes by in logs.</summary>
    public Dictionary<string, string[]> Providers { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether keys, passwords, addresses and the like are masked in texts of logs that are stored, forwarded or shown.</summary>
    public bool Redact { get; set; } = true;

    /// <summary>Where records and what apps push are sent, by a name of your choice.</summary>
    public Dictionary<string, ForwardOptions> Forward { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Kinds of files beside the built-in ones, each with the words or patterns of their names.</summary>
    public Dictionary<string, string[]> Kinds { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Formats beside the built-in ones.</summary>
    public IReadOnlyList<FormatOptions> Formats { get; set; } = [];

    public RowOptions Rows { get; } = new();

    public FileTailOptions Tail { get; } = new();

    public PatternOptions Patterns { get; } = new();

    public CollectorOptions Collectors { get; } = new();

    public TokenOptions Tokens { get; } = new();

    public HealthOptions Health { get; } = new();

    public CmrOptions Cmr { get; } = new();

    public HttpOptions Http { get; } = new();

    public SeriesOptions Series { get; } = new();

    public OtlpOptions Otlp { get; } = new();

    public LogOptions Log { get; } = new();
}
