using System.Globalization;
using System.Text.Json;

namespace Observe.Instrumentation.Tests.Delivery;

/// <summary>
/// Reads OTLP JSON as its mapping says and refuses everything else: unknown or repeated fields, 64-bit integers that are no strings,
/// ids that are no hexadecimal digits.
/// </summary>
internal static class StrictOtlp
{
    public static List<LogRecord> Logs(string body)
    {
        var records = new List<LogRecord>();
        using var json = JsonDocument.Parse(body);
        foreach (var (resource, record) in Records(json.RootElement, "resourceLogs", "scopeLogs", "logRecords"))
        {
            Fields(record, "timeUnixNano", "observedTimeUnixNano", "severityNumber", "severityText", "eventName", "body", "attributes", "traceId", "spanId");
            Hex(record, "traceId", 32);
            Hex(record, "spanId", 16);
            _ = Unsigned(record.GetProperty("observedTimeUnixNano"));
            Fields(record.GetProperty("body"), "stringValue");
            records.Add(new LogRecord(
                Unsigned(record.GetProperty("timeUnixNano")), record.GetProperty("severityNumber").GetInt32(), record.GetProperty("eventName").GetString()!,
                record.GetProperty("body").GetProperty("stringValue").GetString()!, Attributes(record), resource,
                record.TryGetProperty("traceId", out var trace) ? trace.GetString() : null));
        }

        return records;
    }

    public static List<Metric> Metrics(string body)
    {
        var metrics = new List<Metric>();
        using var json = JsonDocument.Parse(body);
        foreach (var (resource, metric) in Records(json.RootElement, "resourceMetrics", "scopeMetrics", "metrics"))
        {
            Fields(metric, "name", "description", "unit", "sum", "gauge", "histogram");
            var kind = Assert.Single(metric.EnumerateObject(), p => p.Name is "sum" or "gauge" or "histogram");
            Fields(kind.Value, kind.Name switch
            {
                "sum" => ["dataPoints", "aggregationTemporality", "isMonotonic"],
                "histogram" => ["dataPoints", "aggregationTemporality"],
                _ => ["dataPoints"],
            });
            if (kind.Name != "gauge")
            {
                Assert.Equal(2, kind.Value.GetProperty("aggregationTemporality").GetInt32());
            }

            foreach (var point in kind.Value.GetProperty("dataPoints").EnumerateArray())
            {
                metrics.Add(Point(metric.GetProperty("name").GetString()!, kind, point, resource));
            }
        }

        return metrics;
    }

    private static Metric Point(string name, JsonProperty kind, JsonElement point, Dictionary<string, object> resource)
    {
        Assert.True(Unsigned(point.GetProperty("startTimeUnixNano")) <= Unsigned(point.GetProperty("timeUnixNano")));
        var monotonic = kind.Value.TryGetProperty("isMonotonic", out var flag) && flag.GetBoolean();
        if (kind.Name != "histogram")
        {
            Fields(point, "attributes", "startTimeUnixNano", "timeUnixNano", "asInt", "asDouble");
            var value = Assert.Single(point.EnumerateObject(), p => p.Name is "asInt" or "asDouble");
            return new Metric(name, kind.Name, monotonic, Attributes(point), value.Name == "asInt" ? Signed(value.Value) : value.Value.GetDouble(), 0, [], [], resource);
        }

        Fields(point, "attributes", "startTimeUnixNano", "timeUnixNano", "bucketCounts", "explicitBounds", "count", "sum");
        var buckets = point.GetProperty("bucketCounts").EnumerateArray().Select(Unsigned).ToList();
        var bounds = point.GetProperty("explicitBounds").EnumerateArray().Select(b => b.GetDouble()).ToList();
        var count = Unsigned(point.GetProperty("count"));
        Assert.Equal(bounds.Count + 1, buckets.Count);
        Assert.Equal(bounds.Order(), bounds);
        Assert.Equal(count, buckets.Aggregate(0UL, (sum, bucket) => sum + bucket));
        return new Metric(name, kind.Name, monotonic, Attributes(point), point.GetProperty("sum").GetDouble(), count, bounds, buckets, resource);
    }

    private static IEnumerable<(Dictionary<string, object> Resource, JsonElement Record)> Records(JsonElement root, string resources, string scopes, string records)
    {
        Fields(root, resources);
        foreach (var resource in root.GetProperty(resources).EnumerateArray())
        {
            Fields(resource, "resource", scopes);
            Fields(resource.GetProperty("resource"), "attributes");
            var attributes = Attributes(resource.GetProperty("resource"));
            foreach (var scope in resource.GetProperty(scopes).EnumerateArray())
            {
                Fields(scope, "scope", records);
                Fields(scope.GetProperty("scope"), "name", "version");
                foreach (var record in scope.GetProperty(records).EnumerateArray())
                {
                    yield return (attributes, record);
                }
            }
        }
    }

    private static Dictionary<string, object> Attributes(JsonElement element)
    {
        var attributes = new Dictionary<string, object>();
        foreach (var attribute in element.GetProperty("attributes").EnumerateArray())
        {
            Fields(attribute, "key", "value");
            var value = Assert.Single(attribute.GetProperty("value").EnumerateObject());
            attributes.Add(attribute.GetProperty("key").GetString()!, value.Name switch
            {
                "stringValue" => value.Value.GetString()!,
                "intValue" => Signed(value.Value),
                "doubleValue" => value.Value.ValueKind == JsonValueKind.Number ? value.Value.GetDouble()
                    : value.Value.GetString() switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, var bad => throw new FormatException(bad) },
                "boolValue" => value.Value.GetBoolean(),
                _ => throw new FormatException(value.Name),
            });
        }

        return attributes;
    }

    private static void Fields(JsonElement element, params ReadOnlySpan<string> known)
    {
        var seen = new HashSet<string>();
        foreach (var property in element.EnumerateObject())
        {
            Assert.True(known.Contains(property.Name), $"unknown field {property.Name}");
            Assert.True(seen.Add(property.Name), $"field {property.Name} is there twice");
        }
    }

    private static ulong Unsigned(JsonElement value) => ulong.Parse(value.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture);

    private static long Signed(JsonElement value) => long.Parse(value.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static void Hex(JsonElement record, string name, int digits)
    {
        if (record.TryGetProperty(name, out var id))
        {
            Assert.Matches($"^[0-9a-f]{{{digits}}}$", id.GetString());
        }
    }

    public sealed record LogRecord(
        ulong Time, int Severity, string Event, string Body, Dictionary<string, object> Attributes, Dictionary<string, object> Resource, string? Trace);

    public sealed record Metric(
        string Name, string Kind, bool Monotonic, Dictionary<string, object> Attributes, double Value, ulong Count, List<double> Bounds,
        List<ulong> Buckets, Dictionary<string, object> Resource);
}
