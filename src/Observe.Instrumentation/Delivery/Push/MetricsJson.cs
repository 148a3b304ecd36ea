using System.Text.Json;

namespace Observe.Instrumentation.Delivery.Push;

/// <summary>Writes instruments as an OTLP <c>ExportMetricsServiceRequest</c>, cumulative.</summary>
internal static class MetricsJson
{
    private const int Cumulative = 2;

    /// <returns>How many points were written.</returns>
    public static int Write(Utf8JsonWriter json, OtlpResource resource, IEnumerable<PushedInstrument> instruments, DateTimeOffset start, DateTimeOffset now)
    {
        var points = 0;
        json.WriteStartObject();
        json.WriteStartArray("resourceMetrics");
        json.WriteStartObject();
        resource.WriteStart(json, "scopeMetrics", "metrics");
        foreach (var instrument in instruments)
        {
            var series = instrument.Read();
            if (series.Length > 0)
            {
                Write(json, instrument, series, start, now);
                points += series.Length;
            }
        }

        OtlpResource.WriteEnd(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return points;
    }

    private static void Write(Utf8JsonWriter json, PushedInstrument instrument, Series[] series, DateTimeOffset start, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("name", instrument.Instrument.Name);
        json.WriteString("description", instrument.Instrument.Description ?? "");
        json.WriteString("unit", instrument.Instrument.Unit ?? "");
        json.WriteStartObject(instrument.Kind switch
        {
            InstrumentKind.Histogram => "histogram",
            InstrumentKind.Gauge => "gauge",
            _ => "sum",
        });
        json.WriteStartArray("dataPoints");
        foreach (var one in series)
        {
            json.WriteStartObject();
            json.WriteAttributes(one.Tags.Attributes);
            json.WriteTime("startTimeUnixNano", start);
            json.WriteTime("timeUnixNano", now);
            WriteValue(json, instrument, one);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (instrument.Kind != InstrumentKind.Gauge)
        {
            json.WriteNumber("aggregationTemporality", Cumulative);
        }

        if (instrument.Kind is not (InstrumentKind.Gauge or InstrumentKind.Histogram))
        {
            json.WriteBoolean("isMonotonic", instrument.Kind is InstrumentKind.Counter or InstrumentKind.ObservableCounter);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, PushedInstrument instrument, Series series)
    {
        if (instrument.Kind == InstrumentKind.Histogram)
        {
            WriteHistogram(json, instrument, series);
        }
        else if (instrument.IsDouble)
        {
            json.WriteDouble("asDouble", series.SumDouble());
        }
        else
        {
            json.WriteLong("asInt", series.SumLong());
        }
    }

    /// <summary>The count is the sum of the buckets read, so that both agree while others record.</summary>
    private static void WriteHistogram(Utf8JsonWriter json, PushedInstrument instrument, Series series)
    {
        var count = 0L;
        json.WriteStartArray("bucketCounts");
        for (var i = 0; i <= instrument.Bounds.Length; i++)
        {
            var bucket = series.Bucket(i);
            count += bucket;
            json.WriteLongValue(bucket);
        }

        json.WriteEndArray();
        json.WriteStartArray("explicitBounds");
        foreach (var bound in instrument.Bounds)
        {
            json.WriteNumberValue(bound);
        }

        json.WriteEndArray();
        json.WriteLong("count", count);
        json.WriteDouble("sum", series.SumDouble());
    }
}
