using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Benchmarks.Otlp;

/// <summary>An export request as SDKs send it: one resource, one scope, gauges of ten points with four attributes each.</summary>
internal static class OtlpPayload
{
    private const int PointsAMetric = 10;

    public static byte[] Metrics(int points)
    {
        var values = new Random(7);
        using var writer = new ProtoWriter();
        var resourceMetrics = writer.Begin(1);
        var resource = writer.Begin(1);
        Attribute(writer, 1, "service.name", "benchmark");
        Attribute(writer, 1, "service.instance.id", "0123456789");
        writer.End(resource);
        var scopeMetrics = writer.Begin(2);
        for (var made = 0; made < points; made += PointsAMetric)
        {
            var metric = writer.Begin(2);
            writer.Text(1, $"app.queue.size.{made / PointsAMetric}");
            var gauge = writer.Begin(5);
            for (var i = 0; i < PointsAMetric && made + i < points; i++)
            {
                var point = writer.Begin(1);
                writer.Fixed64(2, 1_700_000_000_000_000_000);
                writer.Fixed64(3, 1_700_000_010_000_000_000);
                writer.Double(4, values.NextDouble());
                Attribute(writer, 7, "model", "gpt-4o-mini");
                Attribute(writer, 7, "provider", "openai");
                Attribute(writer, 7, "region", "eu-central-1");
                Attribute(writer, 7, "queue", $"queue-{i}");
                writer.End(point);
            }

            writer.End(gauge);
            writer.End(metric);
        }

        writer.End(scopeMetrics);
        writer.End(resourceMetrics);
        return writer.Written.ToArray();
    }

    private static void Attribute(ProtoWriter writer, int field, string key, string text)
    {
        var attribute = writer.Begin(field);
        writer.Text(1, key);
        var value = writer.Begin(2);
        writer.Text(1, text);
        writer.End(value);
        writer.End(attribute);
    }
}
