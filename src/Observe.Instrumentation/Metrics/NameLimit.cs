using System.Collections.Concurrent;

namespace Observe.Instrumentation.Metrics;

/// <summary>Keeps the values of a metric's attribute few: names over the limit become <c>other</c>. Thread-safe.</summary>
internal sealed class NameLimit(int limit)
{
    private const string Overflow = "other";
    private const int MaxLength = 128;

    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);
    private int _count;

    public string Of(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return "unknown";
        }

        return _names.TryGetValue(name, out var known) ? known : Add(name);
    }

    private string Add(string name)
    {
        if (name.Length > MaxLength)
        {
            return Of(name[..MaxLength]);
        }

        if (Volatile.Read(ref _count) >= limit)
        {
            return Overflow;
        }

        if (_names.TryAdd(name, name))
        {
            Interlocked.Increment(ref _count);
        }

        return name;
    }
}
