namespace Observe.Agent.Metrics.Pushed;

/// <summary>Which names have the most series.</summary>
/// <param name="Series">Series of all names.</param>
/// <param name="Limit">The most there may be.</param>
/// <param name="LimitPerName">The most there may be of one name.</param>
/// <param name="Names">The names, those with the most series first.</param>
internal sealed record SeriesTop(int Series, int Limit, int LimitPerName, IReadOnlyList<SeriesOfName> Names);
