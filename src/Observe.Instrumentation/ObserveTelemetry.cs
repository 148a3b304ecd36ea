namespace Observe.Instrumentation;

/// <summary>What an OpenTelemetry set-up must know of this library.</summary>
public static class ObserveTelemetry
{
    /// <summary>The meter of every metric here: <c>AddMeter(ObserveTelemetry.MeterName)</c> exports them all.</summary>
    public const string MeterName = "Observe.Instrumentation";

    internal static readonly string Version = typeof(ObserveTelemetry).Assembly.GetName().Version?.ToString(3) ?? "";
}
