namespace Observe.Prometheus;

/// <summary>How names with characters outside the classic Prometheus set are written, as negotiated by <c>escaping=</c>.</summary>
public enum PrometheusEscapingScheme
{
    /// <summary>Every character outside the set becomes <c>_</c>. The default.</summary>
    Underscores = 0,

    /// <summary><c>.</c> becomes <c>_dot_</c>, <c>_</c> is doubled, any other character outside the set <c>__</c>.</summary>
    Dots = 1,

    /// <summary>The name is prefixed with <c>U__</c> and every character outside the set becomes <c>_HEX_</c>; reversible.</summary>
    Values = 2,

    /// <summary>Names are written as they are, quoted where needed.</summary>
    AllowUtf8 = 3,
}
