namespace Observe.Instrumentation.Cmr.Diagnostics;

/// <summary>A method or strategy, to compare with the others.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Count">How often it was used.</param>
/// <param name="AvgTime">Mean duration in seconds.</param>
/// <param name="Quality">Mean measured quality, 0 to 1; null where none was measured.</param>
public sealed record CmrMethodStats(string Method, long Count, double AvgTime, double? Quality);
