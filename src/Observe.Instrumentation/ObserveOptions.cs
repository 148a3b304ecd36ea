using System.Collections.ObjectModel;
using Observe.Instrumentation.Cmr;
using Observe.Instrumentation.Delivery;
using Observe.Instrumentation.Tokens;

namespace Observe.Instrumentation;

/// <summary>How the library works. Read once; values out of range are refused then, all at once, with an <see cref="ArgumentException"/>.</summary>
public sealed class ObserveOptions
{
    /// <summary>The app's name in what is sent; when null, the environment variable OTEL_SERVICE_NAME, else the entry assembly's.</summary>
    public string? ServiceName { get; set; }

    /// <summary>Whether prompts and responses are sent to the agent; false: only their tokens and sizes are.</summary>
    public bool CaptureContent { get; set; }

    /// <summary>Local token limits; none, at most 100.</summary>
    public Collection<TokenLimit> TokenLimits { get; } = [];

    /// <summary>How events and metrics get to the agent.</summary>
    public DeliveryOptions Delivery { get; set; } = new();

    /// <summary>How the CMR monitor works.</summary>
    public CmrMonitorOptions Cmr { get; set; } = new();

    internal void Validate()
    {
        var faults = new OptionsFaults();
        faults.Require("TokenLimits.Count", TokenLimits.Count, 0, 100);
        TokenTracker.Validate(TokenLimits, faults);
        Delivery.Validate(faults);
        Cmr.Validate(faults);
        faults.ThrowIfAny(this);
    }
}
