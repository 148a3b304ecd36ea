using Microsoft.Extensions.Logging;

namespace Observe.Instrumentation.Tests;

/// <summary>Keeps what is logged, from all categories; is its own factory.</summary>
internal sealed class ListLogger : ILogger, ILoggerFactory
{
    private readonly List<Entry> _entries = [];

    public List<Entry> Entries
    {
        get
        {
            lock (_entries)
            {
                return [.. _entries];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = ((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary(v => v.Key, v => v.Value);
        lock (_entries)
        {
            _entries.Add(new Entry(logLevel, eventId, formatter(state, exception), values));
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
        // Nothing to let go.
    }

    public sealed record Entry(LogLevel Level, EventId Id, string Message, Dictionary<string, object?> Values);
}
