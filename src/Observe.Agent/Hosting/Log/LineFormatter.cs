using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace Observe.Agent.Hosting.Log;

/// <summary>One event as one line, for people or as a JSON object.</summary>
internal sealed class LineFormatter(LogOutput form, TimeProvider time, bool withTraces, bool colours) : ITextFormatter
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var now = time.GetUtcNow();
        if (form == LogOutput.Json)
        {
            output.Write(Json(logEvent, now));
            output.Write('\n');
            return;
        }

        var line = new StringBuilder();
        LineFormat.Append(line, now, EventText.Level(logEvent), EventText.Component(logEvent), EventText.MessageOf(logEvent), logEvent.Exception, withTraces, colours);
        output.Write(line);
    }

    private string Json(LogEvent logEvent, DateTimeOffset now)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Readable))
        {
            json.WriteStartObject();
            json.WriteString("time", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("level", LineFormat.Name(EventText.Level(logEvent)).TrimEnd());
            json.WriteString("component", EventText.Component(logEvent));
            json.WriteString("message", EventText.MessageOf(logEvent));
            if (logEvent.Exception is { } fault)
            {
                json.WriteString("error", EventText.Fault(fault, withTraces));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
