namespace Observe.Dashboards.Schema;

/// <summary>How a panel shows what it asks for: one of the records beside this.</summary>
internal abstract record Look
{
    /// <summary>The present alone is asked for, not its course.</summary>
    public virtual bool IsInstant => false;
}
