using Microsoft.Extensions.Logging;
using Observe.Instrumentation.Delivery;

namespace Observe.Instrumentation.Events;

/// <summary>Tells what happens in the app: on its logger, as a metric, and to the agent. Never throws or blocks. Thread-safe.</summary>
public sealed partial class SystemLogger
{
    /// <summary>More entries of an event's data are left out.</summary>
    private const int MaxData = 64;

    private readonly ILogger _logger;
    private readonly EventWriter _writer;

    internal SystemLogger(ILogger logger, EventWriter writer)
    {
        _logger = logger;
        _writer = writer;
    }

    /// <summary>Tells an event.</summary>
    /// <param name="eventType">What kind of event, one of few (100, then <c>other</c> in metrics); <c>unknown</c> when blank.</param>
    /// <param name="description">What happened, for people.</param>
    /// <param name="data">Figures and names that belong to it; at most 64, of which simple types keep their type and others become text.</param>
    /// <param name="importance">
    /// How much it matters, 1 to 10, beyond which it is taken as the nearest: up to 3 is logged as debug, from 8 on as a warning, between
    /// them as information.
    /// </param>
    public void Log(string eventType, string description, IReadOnlyDictionary<string, object?>? data = null, int importance = 5)
    {
        importance = Math.Clamp(importance, 1, 10);
        var level = importance <= 3 ? LogLevel.Debug : importance >= 8 ? LogLevel.Warning : LogLevel.Information;
        var type = string.IsNullOrWhiteSpace(eventType) ? "unknown" : eventType;
        description ??= "";
        Send(type, description, data, importance, level);
        _writer.Count(_writer.Names.Of(eventType), level);
        LogEvent(_logger, level, type, description, importance, data);
    }

    [LoggerMessage(EventId = 10, EventName = "SystemEvent", Message = "{EventType}: {Description} (importance {Importance}) {Data}")]
    private static partial void LogEvent(
        ILogger logger, LogLevel level, string eventType, string description, int importance, IReadOnlyDictionary<string, object?>? data);

    private void Send(string type, string description, IReadOnlyDictionary<string, object?>? data, int importance, LogLevel level)
    {
        var attributes = new List<EventAttribute>(2 + (data?.Count ?? 0))
        {
            new("observe.event.type", type),
            new("observe.event.importance", (long)importance),
        };
        try
        {
            foreach (var (key, value) in data?.Take(MaxData) ?? [])
            {
                attributes.Add(EventAttribute.Of("observe.event.data." + key, value));
            }
        }
        catch (Exception e)
        {
            // The app's dictionary may change meanwhile, and its objects may have no text; the event is told without the rest.
            attributes.Add(new EventAttribute("observe.event.data.error", e.GetType().Name));
        }

        _writer.Sink.Offer(new AppEvent("observe.system", level, description, _writer.Time.GetUtcNow(), attributes.ToArray()));
    }
}
