using System.Text.Json;
using System.Text.Json.Serialization;
using Observe.Agent.Cmr.Health;

namespace Observe.Agent.Cmr.Reports;

/// <summary>How reports look as JSON: names in snake_case, what was not measured is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CmrHealth))]
[JsonSerializable(typeof(SourceReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    public static void Write(Utf8JsonWriter json, SourceReport source) => JsonSerializer.Serialize(json, source, Default.SourceReport);
}
