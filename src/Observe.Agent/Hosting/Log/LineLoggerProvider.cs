using System.Text;
using Microsoft.Extensions.Logging;

namespace Observe.Agent.Hosting.Log;

/// <summary>Writes the agent's own log, one line an event.</summary>
internal sealed class LineLoggerProvider(TextWriter writer, TimeProvider time, bool withTraces, bool colours) : ILoggerProvider
{
    private readonly Lock _writing = new();
    private readonly StringBuilder _line = new();

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose()
    {
        // The writer is the caller's.
    }

    private void Write(LogLevel level, string component, string message, Exception? exception)
    {
        lock (_writing)
        {
            _line.Clear();
            LineFormat.Append(_line, time.GetUtcNow(), level, component, message, exception, withTraces, colours);
            writer.Write(_line);
            writer.Flush();
        }
    }

    private sealed class LineLogger(LineLoggerProvider provider, string component) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                provider.Write(logLevel, component, formatter(state, exception), exception);
            }
        }
    }
}
