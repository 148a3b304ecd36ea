using System.Globalization;
using Observe.Agent.Cmr.Activity;

namespace Observe.Agent.Cmr.Reports;

/// <summary>History as comma-separated values (RFC 4180): a line of headings, times in UTC, what was not measured is empty.</summary>
internal static class CmrCsv
{
    private static readonly (string Heading, Func<CmrFigures, double?> Value)[] Figures =
    [
        ("captures_per_second", f => f.CapturesPerSecond),
        ("avg_capture_time", f => f.AvgCaptureTime),
        ("p95_capture_time", f => f.P95CaptureTime),
        ("capture_efficiency", f => f.CaptureEfficiency),
        ("retrievals_per_second", f => f.RetrievalsPerSecond),
        ("avg_retrieval_time", f => f.AvgRetrievalTime),
        ("p95_retrieval_time", f => f.P95RetrievalTime),
        ("retrieval_quality", f => f.RetrievalQuality),
        ("cache_hit_rate", f => f.CacheHitRate),
        ("reconstructions_per_second", f => f.ReconstructionsPerSecond),
        ("avg_reconstruction_time", f => f.AvgReconstructionTime),
        ("p95_reconstruction_time", f => f.P95ReconstructionTime),
        ("reconstruction_quality", f => f.ReconstructionQuality),
        ("buffer_entries", f => f.BufferEntries),
        ("utilization_rate", f => f.UtilizationRate),
        ("eviction_rate", f => f.EvictionRate),
        ("error_rate", f => f.ErrorRate),
    ];

    public static void WriteTimeSeries(TextWriter to, CmrModel model)
    {
        Line(to, ["timestamp", "source", "health_score", .. Figures.Select(f => f.Heading)]);
        foreach (var (source, samples) in model.History())
        {
            foreach (var sample in samples)
            {
                Line(to, [Time(sample.Time), source, Number(sample.Score), .. Figures.Select(f => Number(f.Value(sample.Figures)))]);
            }
        }
    }

    public static void WriteComponents(TextWriter to, CmrModel model)
    {
        Line(to, ["timestamp", "source", "component", "score", "status", "reasons"]);
        foreach (var (source, samples) in model.History())
        {
            foreach (var sample in samples)
            {
                foreach (var (component, health) in sample.Components)
                {
                    Line(to, [Time(sample.Time), source, component, Number(health.Score), health.Status, string.Join("; ", health.Reasons)]);
                }
            }
        }
    }

    public static void WriteErrors(TextWriter to, CmrModel model)
    {
        Line(to, ["timestamp", "source", "component", "errors"]);
        foreach (var error in model.Errors())
        {
            Line(to, [Time(error.Time), error.Source, error.Component, error.Errors.ToString(CultureInfo.InvariantCulture)]);
        }
    }

    private static void Line(TextWriter to, IEnumerable<string> cells)
    {
        to.Write(string.Join(',', cells.Select(Quoted)));
        to.Write("\r\n");
    }

    /// <summary>A name of an app must not become a formula of a spreadsheet.</summary>
    private static string Quoted(string cell)
    {
        var safe = cell is ['=' or '+' or '@' or '\t' or '\r' or '\n', ..] || (cell is ['-', ..] && !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) ? "'" + cell : cell;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"")}\"" : safe;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
