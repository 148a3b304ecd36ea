using System.Globalization;

namespace Observe.Agent.Demo.Reweaving;

/// <summary>What the loop counted by itself, for whoever wants to compare it with what was measured.</summary>
internal static class LoopReport
{
    public static void Write(TextWriter output, ReadOnlySpan<LayerCounts> layers)
    {
        for (var i = 0; i < layers.Length; i++)
        {
            ref readonly var layer = ref layers[i];
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"layer {i}: captures {layer.Captures}, states captured {layer.StatesCaptured}, stored {layer.StatesStored}, evicted {layer.Evictions}, retrievals {layer.Retrievals}, reconstructions {layer.Reconstructions}"));
        }
    }
}
