using System.Globalization;

namespace Observe.Agent.Tokens.Otlp;

/// <summary>
/// An app, told by its <c>service.namespace</c> and <c>service.name</c>: which way of telling of tokens counts, and what lesser
/// ways have had counted lately, which a better one that comes later tells again. The caller holds the commit lock.
/// </summary>
internal sealed class PushingApp(string name)
{
    /// <summary>A way that tells nothing for so long gives way to lesser ones; what they had counted is remembered as long.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(15);

    /// <summary>Models and minutes that are remembered; more are not, and may count twice once.</summary>
    private const int MaxRemembered = 1000;

    private const long Minute = 60_000;

    private readonly Dictionary<(long Minute, UsageSource Source, bool IsOutput, string Model), long> _counted = [];
    private long _heard;

    public string Name => name;

    public UsageSource Source { get; private set; }

    public bool IsChanged { get; set; }

    /// <summary>Whether it tells nothing for so long that it is as if it never had. One that is heard of in the future was heard of before a clock went back.</summary>
    public bool IsSilent(long now) => Math.Abs(now - _heard) >= Silence.TotalMilliseconds;

    /// <summary>Whether what is told this way is to be counted. Times are Unix milliseconds.</summary>
    public bool Admit(UsageSource source, long now)
    {
        if (source < Source && !IsSilent(now))
        {
            return false;
        }

        if (source != Source || now / Minute != _heard / Minute)
        {
            IsChanged = true;
            Forget(now);
        }

        (Source, _heard) = (source, now);
        return true;
    }

    /// <summary>How much of these tokens a lesser way has had counted since a time; it is not found a second time.</summary>
    public long TakeCounted(bool isOutput, string model, long tokens, long since)
    {
        var taken = 0L;
        if (tokens > 0 && _counted.Count > 0)
        {
            foreach (var key in _counted.Keys.Where(k => k.Source < Source && k.IsOutput == isOutput && k.Model == model && k.Minute >= since / Minute).ToList())
            {
                var part = Math.Min(_counted[key], tokens - taken);
                _counted[key] -= part;
                taken += part;
                IsChanged |= part > 0;
            }
        }

        return taken;
    }

    public void Remember(bool isOutput, string model, long tokens, long at)
    {
        var key = (at / Minute, Source, isOutput, model);
        if (tokens > 0 && Source < UsageSource.Counters && (_counted.Count < MaxRemembered || _counted.ContainsKey(key)))
        {
            _counted[key] = _counted.GetValueOrDefault(key) + tokens;
            IsChanged = true;
        }
    }

    public string[] ToStored() =>
    [
        Text((long)Source), Text(_heard),
        .. _counted.Where(c => c.Value > 0).SelectMany(c => new[] { Text(c.Key.Minute), Text((long)c.Key.Source), c.Key.IsOutput ? "1" : "0", c.Key.Model, Text(c.Value) }),
    ];

    /// <exception cref="FormatException">It is not what was stored.</exception>
    public static PushingApp Of(string name, string[] stored)
    {
        var app = new PushingApp(name) { Source = (UsageSource)Number(stored, 0), _heard = Number(stored, 1) };
        for (var i = 2; i + 5 <= stored.Length; i += 5)
        {
            app._counted[(Number(stored, i), (UsageSource)Number(stored, i + 1), stored[i + 2] == "1", stored[i + 3])] = Number(stored, i + 4);
        }

        return app;
    }

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static long Number(string[] stored, int at) =>
        at < stored.Length ? long.Parse(stored[at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : throw new FormatException("a number is missing");

    private void Forget(long now)
    {
        var kept = (long)Silence.TotalMinutes;
        foreach (var (key, _) in _counted.Where(c => Math.Abs((now / Minute) - c.Key.Minute) > kept || c.Value == 0).ToList())
        {
            _counted.Remove(key);
        }
    }
}
