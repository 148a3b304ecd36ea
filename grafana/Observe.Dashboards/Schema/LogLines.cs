namespace Observe.Dashboards.Schema;

/// <summary>Lines of logs, from Loki.</summary>
internal sealed record LogLines : Look;
