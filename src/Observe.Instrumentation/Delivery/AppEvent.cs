using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Observe.Instrumentation.Delivery;

/// <summary>Something that happened in the app, on its way to the agent as an OTLP log record.</summary>
internal sealed class AppEvent(string name, LogLevel level, string body, DateTimeOffset time, ReadOnlyMemory<EventAttribute> attributes)
{
    public string Name => name;

    public LogLevel Level => level;

    public string Body => body;

    public DateTimeOffset Time => time;

    public ReadOnlyMemory<EventAttribute> Attributes => attributes;

    /// <summary>What the app was tracing when it happened.</summary>
    public Activity? Activity { get; } = Activity.Current;
}
