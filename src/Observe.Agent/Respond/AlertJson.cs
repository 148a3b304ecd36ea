using System.Text.Json.Serialization;

namespace Observe.Agent.Respond;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AlertmanagerMessage))]
[JsonSerializable(typeof(AlertList))]
internal sealed partial class AlertJson : JsonSerializerContext;
