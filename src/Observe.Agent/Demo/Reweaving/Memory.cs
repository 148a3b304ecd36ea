namespace Observe.Agent.Demo.Reweaving;

/// <summary>A hidden state that a buffer keeps.</summary>
/// <param name="vector">The state, of length 1.</param>
/// <param name="topic">What the text was about: the truth that retrievals are measured against.</param>
internal sealed class Memory(float[] vector, int topic)
{
    /// <summary>The share of a state that goes into the one it is like.</summary>
    private const float Share = 0.1f;

    /// <summary>So many passes without use halve what a memory is worth: what nobody asks for must not stay for ever.</summary>
    private const float HalfLife = 400;

    private float _relevance;

    public float[] Vector { get; } = vector;

    public int Topic { get; } = topic;

    /// <summary>The pass that captured or used it last.</summary>
    public long UsedAt { get; set; }

    public bool IsEvicted { get; set; }

    /// <summary>How well it stood for its text, less with the time that nobody used it.</summary>
    public float RelevanceAt(long pass) => _relevance * MathF.Pow(2, (UsedAt - pass) / HalfLife);

    public void Take(ReadOnlySpan<float> state, float relevance, long pass)
    {
        UnitVector.Add(Vector, state, Share);
        UnitVector.Normalize(Vector);
        _relevance = Math.Max(_relevance, relevance);
        UsedAt = pass;
    }
}
