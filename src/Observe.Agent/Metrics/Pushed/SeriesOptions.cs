using System.ComponentModel.DataAnnotations;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>How many series apps may push, how long each may be, and how long they stay.</summary>
internal sealed class SeriesOptions
{
    /// <summary>Most series of all apps together; what comes after goes to the overflow series of its name.</summary>
    [Range(1, 10_000_000)]
    public int Max { get; set; } = 100_000;

    /// <summary>Most series of one name; what comes after goes to the overflow series of the name.</summary>
    [Range(1, 10_000_000)]
    public int MaxPerName { get; set; } = 10_000;

    /// <summary>A series that was not pushed for so long leaves the metrics page, which is how Prometheus learns that it ended.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan Expiry { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Most attributes of a point, those of its scope included; a point with more is refused.</summary>
    [Range(1, 1000)]
    public int MaxLabels { get; set; } = 64;

    /// <summary>Longest key of an attribute in bytes; a point with a longer one is refused.</summary>
    [Range(8, 4096)]
    public int MaxLabelNameBytes { get; set; } = 256;

    /// <summary>Longest value of an attribute in bytes; a point with a longer one is refused.</summary>
    [Range(8, 65_536)]
    public int MaxLabelValueBytes { get; set; } = 1024;
}
