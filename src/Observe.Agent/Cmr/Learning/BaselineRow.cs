using System.Text.Json.Serialization;

namespace Observe.Agent.Cmr.Learning;

/// <summary>A learned duration as the file has it.</summary>
internal sealed record BaselineRow(string Source, string Phase, int Layer, double Mean, double Variance, int Stretches)
{
    [JsonIgnore]
    public bool IsSound => Source is not null && Phase is not null && Mean >= 0 && Variance >= 0 && Stretches >= 0;
}
