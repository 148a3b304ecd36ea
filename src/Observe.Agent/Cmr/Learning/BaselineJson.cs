using System.Text.Json.Serialization;

namespace Observe.Agent.Cmr.Learning;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<BaselineRow>))]
internal sealed partial class BaselineJson : JsonSerializerContext;
