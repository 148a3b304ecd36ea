using System.ComponentModel.DataAnnotations;

namespace Observe.Agent.Expose;

/// <summary>What the HTTP endpoints take from the outside.</summary>
internal sealed class HttpOptions
{
    [Range(1, 100_000)]
    public int MaxConnections { get; set; } = 1000;

    /// <summary>How long a client may take to send the headers of a request.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection without a request is kept.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromMinutes(2);
}
