using Observe.Agent.Records;

namespace Observe.Agent.Demo;

/// <summary>
/// The seeded course of events: how much happens in a step, to which service and provider, how long it takes and how it ends.
/// Now and then one provider has a bad minute. Every random choice of the demo is made here, in one order.
/// </summary>
internal sealed class DemoTraffic(int seed)
{
    private const double LinesASecond = 30;
    private const int StepsOfAWave = 1200;
    private const double TroubleAStep = 0.0008;

    private readonly Random _random = new(seed);
    private long _step;
    private long _troubleUntil;
    private DemoProvider _troubled = DemoProvider.Groq;
    private bool _hasCutShort;

    /// <summary>Goes on by one step and says how many events fall into it: a slow wave, with noise on it.</summary>
    public int NextStep(TimeSpan length)
    {
        _step++;
        if (_step > _troubleUntil && _random.NextDouble() < TroubleAStep)
        {
            _troubled = Choose(DemoProvider.All);
            _troubleUntil = _step + _random.Next(80, 240);
        }

        var wave = 1 + (0.4 * Math.Sin(2 * Math.PI * _step / StepsOfAWave));
        return (int)Math.Round(LinesASecond * length.TotalSeconds * wave * (0.6 + (0.8 * _random.NextDouble())));
    }

    /// <summary>Picks an index with the given weights.</summary>
    public int Pick(ReadOnlySpan<int> weights)
    {
        var sum = 0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var at = _random.Next(sum);
        var index = 0;
        while (at >= weights[index])
        {
            at -= weights[index++];
        }

        return index;
    }

    public T Choose<T>(ReadOnlySpan<T> among) => among[_random.Next(among.Length)];

    public bool Happens(double probability) => _random.NextDouble() < probability;

    /// <summary>Whether a service dies while it writes a line: rare, but always once at the start, so that it is seen.</summary>
    public bool CutsShort()
    {
        var first = !_hasCutShort;
        _hasCutShort = true;
        return Happens(0.005) || first;
    }

    public int Between(int from, int to) => _random.Next(from, to);

    /// <summary>A positive value around the typical one with a long tail, as durations and sizes have.</summary>
    public double Around(double typical, double spread)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        return typical * Math.Exp(spread * normal);
    }

    public DemoRequest Request(DateTimeOffset time, DemoProvider provider) => Request(time, provider, Level(provider));

    public DemoRequest Request(DateTimeOffset time, DemoProvider provider, LogLevel level)
    {
        var failed = level == LogLevel.Error;
        var input = (int)Math.Clamp(Around(850, 0.8), 12, 16_000);
        return new DemoRequest(
            time,
            level,
            provider,
            Choose<string>(provider.Models),
            Choose<string>(DemoMessages.Categories),
            Choose<string>(DemoMessages.For(level)),
            input,
            failed ? 0 : (int)Math.Clamp(Around(220, 0.9), 1, 4_096),
            Happens(0.3) ? input / 2 : 0,
            Around(provider.TypicalMilliseconds, 0.5) * (level is LogLevel.Warn or LogLevel.Error ? 4 : 1),
            _random.NextInt64(1L << 40));
    }

    private LogLevel Level(DemoProvider provider)
    {
        var trouble = provider == _troubled && _step <= _troubleUntil;
        return _random.NextDouble() switch
        {
            var x when x < (trouble ? 0.04 : 0.008) => LogLevel.Error,
            var x when x < (trouble ? 0.20 : 0.035) => LogLevel.Warn,
            > 0.90 => LogLevel.Debug,
            _ => LogLevel.Info,
        };
    }
}
