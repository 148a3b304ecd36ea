namespace Observe.Instrumentation.Cmr.Profiling;

/// <summary>Where time goes.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="LayerIndex">The layer from 0; null outside of layers.</param>
/// <param name="Share">Its self time by the self time of everything, 0 to 1.</param>
/// <param name="Ratio">Its median run by the median of the same phase's other layers; null without other layers.</param>
/// <param name="Message">The same in words.</param>
public sealed record CmrBottleneck(string Phase, int? LayerIndex, double Share, double? Ratio, string Message);
