using System.Globalization;
using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Benchmarks.Otlp;

/// <summary>Requests as SDKs send them: one resource of six attributes, ten metrics, a hundred points of five attributes each.</summary>
internal static class PushPayload
{
    public const int Points = 1000;

    private const int Metrics = 10;
    private const ulong Start = 1_800_000_000_000_000_000;
    private const ulong Second = 1_000_000_000;

    private static readonly double[] Bounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    /// <param name="kind">The field of the metric's data: 5 gauge, 7 sum, 9 histogram, 10 exponential histogram.</param>
    /// <param name="temporality">1 delta, 2 cumulative.</param>
    /// <param name="push">Which push this is; times follow from it.</param>
    /// <param name="start">When the app began, in Unix nanoseconds.</param>
    public static byte[] Request(int kind, int temporality, int push, ulong start = Start)
    {
        using var writer = new ProtoWriter();
        var group = writer.Begin(1);
        var resource = writer.Begin(1);
        foreach (var (key, value) in new[]
        {
            ("service.name", "checkout"), ("service.namespace", "shop"), ("service.instance.id", "627cc493-f310-47de-96bd-71410b7dec09"),
            ("telemetry.sdk.name", "opentelemetry"), ("telemetry.sdk.language", "dotnet"), ("telemetry.sdk.version", "1.20.1"),
        })
        {
            Attribute(writer, 1, key, value);
        }

        writer.End(resource);
        var scope = writer.Begin(2);
        var name = writer.Begin(1);
        writer.Text(1, "Shop.Checkout");
        writer.End(name);
        for (var metric = 0; metric < Metrics; metric++)
        {
            Metric(writer, kind, temporality, push, metric, start);
        }

        writer.End(scope);
        writer.End(group);
        return writer.Written.ToArray();
    }

    private static void Metric(ProtoWriter writer, int kind, int temporality, int push, int metric, ulong began)
    {
        var start = writer.Begin(2);
        writer.Text(1, string.Create(CultureInfo.InvariantCulture, $"http.server.request.{kind}.{metric}"));
        writer.Text(2, "What the benchmark pushes.");
        writer.Text(3, "ms");
        var data = writer.Begin(kind);
        for (var point = 0; point < Points / Metrics; point++)
        {
            var from = temporality == 1 ? began + ((ulong)push * Second) : began;
            var to = began + ((ulong)(push + 1) * Second);
            var value = writer.Begin(1);
            if (kind == 10)
            {
                Attributes(writer, 1, point);
            }

            writer.Fixed64(2, from);
            writer.Fixed64(3, to);
            Value(writer, kind, point + push);
            if (kind != 10)
            {
                Attributes(writer, kind == 9 ? 9 : 7, point);
            }

            writer.End(value);
        }

        if (kind != 5)
        {
            writer.Varint(2, (ulong)temporality);
        }

        if (kind == 7)
        {
            writer.Varint(3, 1);
        }

        writer.End(data);
        writer.End(start);
    }

    private static void Value(ProtoWriter writer, int kind, int value)
    {
        if (kind is 5 or 7)
        {
            writer.Double(4, value + 0.5);
            return;
        }

        writer.Fixed64(4, 160);
        writer.Double(5, value * 1.5);
        if (kind == 10)
        {
            writer.ZigZag(6, 3);
            writer.Fixed64(7, 2);
            var positive = writer.Begin(8);
            writer.ZigZag(1, 10);
            var packed = writer.Begin(2);
            for (var i = 0; i < 40; i++)
            {
                writer.BareVarint((ulong)i);
            }

            writer.End(packed);
            writer.End(positive);
            return;
        }

        var counts = writer.Begin(6);
        for (var i = 0; i <= Bounds.Length; i++)
        {
            writer.BareFixed64((ulong)(value + i));
        }

        writer.End(counts);
        var bounds = writer.Begin(7);
        foreach (var bound in Bounds)
        {
            writer.BareFixed64(BitConverter.DoubleToUInt64Bits(bound));
        }

        writer.End(bounds);
    }

    private static void Attributes(ProtoWriter writer, int field, int point)
    {
        Attribute(writer, field, "http.request.method", point % 2 == 0 ? "GET" : "POST");
        Attribute(writer, field, "http.route", string.Create(CultureInfo.InvariantCulture, $"/api/v1/items/{point / 10}"));
        Attribute(writer, field, "url.scheme", "https");
        Attribute(writer, field, "network.protocol.version", "1.1");
        var status = writer.Begin(field);
        writer.Text(1, "http.response.status_code");
        var value = writer.Begin(2);
        writer.Varint(3, (ulong)(200 + (point % 10)));
        writer.End(value);
        writer.End(status);
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
