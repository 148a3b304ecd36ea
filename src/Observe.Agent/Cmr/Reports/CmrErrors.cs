namespace Observe.Agent.Cmr.Reports;

/// <summary>Errors of one component within one stretch of time.</summary>
internal sealed record CmrErrors(DateTimeOffset Time, string Source, string Component, long Errors);
