using System.Text.Json.Serialization;

namespace Observe.Agent.Store;

/// <summary>Serialisation without reflection: it costs start-up nothing.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class TextListJson : JsonSerializerContext;
