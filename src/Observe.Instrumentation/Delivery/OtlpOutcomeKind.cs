namespace Observe.Instrumentation.Delivery;

internal enum OtlpOutcomeKind
{
    Taken,

    /// <summary>Not reached, or too busy: sending again may help.</summary>
    TryAgain,

    /// <summary>Sending the same again is of no use.</summary>
    Refused,
}
