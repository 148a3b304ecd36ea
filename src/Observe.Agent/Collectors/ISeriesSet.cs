namespace Observe.Agent.Collectors;

/// <summary>A <see cref="SeriesSet{T}"/> of whole or of floating numbers.</summary>
internal interface ISeriesSet
{
    /// <summary>Shows the series set since the last time, and no other.</summary>
    void Publish();

    /// <summary>Shows nothing.</summary>
    void Withdraw();
}
