namespace Observe.Agent.Metrics.Pushed;

/// <summary>Why a point was not taken.</summary>
internal enum Refusal
{
    None,

    /// <summary>Taken already; it was sent again because the answer got lost. Nobody needs to hear of it.</summary>
    Repeated,
    TypeConflict,
    OutOfOrder,
    NoTime,
    InvalidValue,
    TooManyBuckets,
    TooManyLabels,
    LabelTooLong,
    InvalidName,
    TooManySeries,
}
