using System.Text.Json.Serialization;

namespace Observe.Agent.Metrics;

/// <summary>Serialisation without reflection: it costs start-up nothing.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class TextListJson : JsonSerializerContext;
