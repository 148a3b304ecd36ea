namespace Observe.Prometheus;

/// <summary>What a <see cref="PrometheusWarning"/> is about.</summary>
public enum PrometheusWarningKind
{
    /// <summary>Two metrics of different types have one name; the later one is left out of the page.</summary>
    TypeConflict = 0,

    /// <summary>Two metrics of one name have different descriptions; the first one's is written, both keep their series.</summary>
    HelpConflict = 1,

    /// <summary>Two metrics of one name have different units; the first one's is written, both keep their series.</summary>
    UnitConflict = 2,

    /// <summary>Two series have one name and equal labels; the later one is left out of the page.</summary>
    DuplicateSeries = 3,

    /// <summary>A label of the metric's own has a name that the format reserves, such as <c>le</c>; it is left out.</summary>
    ReservedLabel = 4,

    /// <summary>A metric or source failed while it was read; its series are left out of the page.</summary>
    FamilyFailed = 5,

    /// <summary>A series has a value that the format cannot hold, such as an exponential histogram of scale below -4.</summary>
    UnsupportedValue = 6,
}
