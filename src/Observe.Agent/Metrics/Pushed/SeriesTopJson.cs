using System.Text.Json.Serialization;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>Serialisation without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SeriesTop))]
internal sealed partial class SeriesTopJson : JsonSerializerContext;
