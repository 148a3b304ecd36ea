using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace Observe.Agent.Hosting.Log;

/// <summary>Writes every event to a writer that belongs to the caller; whole lines, at once.</summary>
internal sealed class WriterSink(TextWriter writer, ITextFormatter formatter) : ILogEventSink
{
    private readonly Lock _writing = new();

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        formatter.Format(logEvent, line);
        lock (_writing)
        {
            writer.Write(line.ToString());
            writer.Flush();
        }
    }
}
