using Microsoft.Extensions.Logging;

namespace Observe.Instrumentation.Tests;

/// <summary>A logger whose provider fails.</summary>
internal sealed class ThrowingLogger : ILogger, ILoggerFactory
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <summary>Whether it fails when it is asked already.</summary>
    public bool FailsAtOnce { get; init; }

    public bool IsEnabled(LogLevel logLevel) => FailsAtOnce ? throw new InvalidOperationException("no configuration") : true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        throw new InvalidOperationException("no disk");

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
        // Nothing to let go.
    }
}
