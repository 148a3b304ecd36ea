using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>A delta series as it is stored.</summary>
/// <param name="Key">The name on the page and the labels.</param>
/// <param name="Metric">The name that the app gave.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Description">The description.</param>
/// <param name="Kind">What it is on the page.</param>
/// <param name="State">Which intervals were counted, and the total.</param>
internal sealed record StoredDelta(SeriesKey Key, string Metric, string Unit, string Description, PrometheusFamilyKind Kind, byte[] State);
