namespace Observe.Agent.Demo.Reweaving;

/// <summary>One layer of a small model with random weights: adds to each state what a non-linear map makes of it.</summary>
internal sealed class ModelLayer
{
    /// <summary>How much a layer changes a state.</summary>
    private const float Strength = 0.3f;

    private readonly float[][] _weights;
    private readonly float[] _change;

    public ModelLayer(Random random, int dimensions)
    {
        _weights = [.. Enumerable.Range(0, dimensions).Select(_ => UnitVector.Random(random, dimensions))];
        _change = new float[dimensions];
    }

    public void Forward(float[][] states)
    {
        foreach (var state in states)
        {
            for (var i = 0; i < _change.Length; i++)
            {
                _change[i] = MathF.Tanh(UnitVector.Dot(_weights[i], state));
            }

            UnitVector.Add(state, _change, Strength);
            UnitVector.Normalize(state);
        }
    }
}
