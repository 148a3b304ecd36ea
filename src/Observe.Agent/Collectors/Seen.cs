using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Observe.Agent.Collectors;

/// <summary>
/// What a collector keeps for each thing that it saw in a reading (a disk, an interface), found by bytes of the file
/// without making a string. Things not seen again are forgotten; there is a limit to how many are kept.
/// </summary>
internal sealed partial class Seen<T>(string what, Func<byte[], T> create, ILogger logger)
    where T : class
{
    public const int Limit = 1024;

    private readonly Dictionary<byte[], Entry> _entries = new(BytesComparer.Instance);
    private int _reading;
    private bool _wasFull;

    public void StartReading() => _reading++;

    public bool TryGet(ReadOnlySpan<byte> key, [NotNullWhen(true)] out T? thing)
    {
        var byBytes = _entries.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!byBytes.TryGetValue(key, out var entry))
        {
            if (_entries.Count >= Limit)
            {
                WarnOnce();
                thing = null;
                return false;
            }

            var bytes = key.ToArray();
            entry = new Entry(create(bytes));
            _entries.Add(bytes, entry);
        }

        entry.LastReading = _reading;
        thing = entry.Thing;
        return true;
    }

    public void EndReading()
    {
        foreach (var (key, entry) in _entries)
        {
            if (entry.LastReading != _reading)
            {
                _entries.Remove(key);
            }
        }

        _wasFull &= _entries.Count >= Limit;
    }

    private void WarnOnce()
    {
        if (!_wasFull)
        {
            _wasFull = true;
            LogFull(logger, Limit, what);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "There are more than {Limit} {What}; the rest is left out")]
    private static partial void LogFull(ILogger logger, int limit, string what);

    private sealed class Entry(T thing)
    {
        public T Thing { get; } = thing;

        public int LastReading { get; set; }
    }
}
