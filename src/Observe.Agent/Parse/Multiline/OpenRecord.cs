namespace Observe.Agent.Parse.Multiline;

/// <summary>The record that lines are being joined to.</summary>
/// <param name="state">What may follow.</param>
/// <param name="last">Number of the last record so far.</param>
/// <param name="lines">Lines of the record.</param>
internal struct OpenRecord(JoinState state, int last, int lines)
{
    public JoinState State = state;

    public int Last = last;

    public int Lines = lines;

    /// <summary>
    /// Empty lines behind the record that stand as records of their own: they become part of it when it goes on behind them.
    /// </summary>
    public int Pending;

    public OpenRecord()
        : this(JoinState.Closed, -1, 0)
    {
    }
}
