namespace Observe.Agent.Demo.Reweaving;

/// <summary>Texts as the states of their tokens. Each is about one topic; some topics come often, and now and then a new one takes the place of another.</summary>
internal sealed class TopicStream
{
    private const int Topics = 48;
    private const int Tokens = 8;
    private const double NewTopic = 0.03;

    /// <summary>Tokens that say nothing about the topic.</summary>
    private const double Filler = 0.12;

    private const float Noise = 0.3f;

    private readonly Random _random;
    private readonly int _dimensions;
    private readonly (int Id, float[] Vector)[] _topics;
    private int _lastId;

    public TopicStream(Random random, int dimensions)
    {
        _random = random;
        _dimensions = dimensions;
        _topics = [.. Enumerable.Range(0, Topics).Select(_ => (_lastId++, UnitVector.Random(random, dimensions)))];
    }

    public (int Topic, float[][] States) Next()
    {
        if (_random.NextDouble() < NewTopic)
        {
            _topics[_random.Next(Topics)] = (_lastId++, UnitVector.Random(_random, _dimensions));
        }

        var share = _random.NextDouble();
        var (id, topic) = _topics[(int)(Topics * share * share * share)];
        return (id, [.. Enumerable.Range(0, Tokens).Select(_ => Token(topic))]);
    }

    private float[] Token(float[] topic)
    {
        var token = UnitVector.Random(_random, _dimensions);
        if (_random.NextDouble() >= Filler)
        {
            var noise = token;
            token = [.. topic];
            UnitVector.Add(token, noise, Noise);
            UnitVector.Normalize(token);
        }

        return token;
    }
}
