using System.ComponentModel.DataAnnotations;
using Observe.Agent.Records;

namespace Observe.Agent.Store.Rows;

/// <summary>Records that are stored as rows, to be searched.</summary>
internal sealed class RowOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Records of this level and above are stored.</summary>
    public LogLevel Level { get; set; } = LogLevel.Warn;

    /// <summary>Rows whose record is older are deleted.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(30);

    /// <summary>When the rows take more on the disk, the first stored are deleted.</summary>
    [Range(16 * 1024 * 1024, 1L << 40)]
    public long MaxBytes { get; set; } = 1024 * 1024 * 1024;
}
