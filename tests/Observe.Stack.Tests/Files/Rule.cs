using Observe.Stack.Tests.PromQl;

namespace Observe.Stack.Tests.Files;

/// <summary>A recording or alerting rule, with what stands around it in its file.</summary>
internal sealed record Rule(
    string File,
    string Group,
    int Line,
    bool IsAlert,
    string Name,
    string Expr,
    string For,
    string KeepFiringFor,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    string Comment)
{
    private readonly Lazy<Expression> _expression = new(() => new Expression(Expr));

    public Expression Expression => _expression.Value;

    public string Severity => Labels.GetValueOrDefault("severity", "");

    public string Domain => Labels.GetValueOrDefault("domain", "");

    /// <summary>Fires without looking at a series.</summary>
    public bool IsConstant => !Expression.Metrics.Any();

    public string Where => $"{File}:{Line} {Name}{(Severity.Length > 0 ? $" ({Severity})" : "")}";
}
