using System.Text.Json;
using System.Text.Json.Serialization;
using Observe.Instrumentation.Alerts;
using Observe.Instrumentation.Cmr;
using Observe.Instrumentation.Cmr.Diagnostics;
using Observe.Instrumentation.Cmr.Health;
using Observe.Instrumentation.Cmr.Hooks;
using Observe.Instrumentation.Cmr.Profiling;
using Observe.Instrumentation.Cmr.Stats;

namespace Observe.Instrumentation;

/// <summary>Results as JSON without reflection: snake_case names, what was not measured left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(SnakeCase<CmrComponent>), typeof(SnakeCase<CmrHealthStatus>), typeof(SnakeCase<CmrHookStage>), typeof(SnakeCase<AlertSeverity>)])]
[JsonSerializable(typeof(CmrStats))]
[JsonSerializable(typeof(CmrLiveStats))]
[JsonSerializable(typeof(CmrDiagnostics))]
[JsonSerializable(typeof(CmrProfileResults))]
[JsonSerializable(typeof(CmrProfileBaseline))]
[JsonSerializable(typeof(Alert))]
internal sealed partial class ObserveJsonContext : JsonSerializerContext
{
    private sealed class SnakeCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
        where T : struct, Enum;
}
