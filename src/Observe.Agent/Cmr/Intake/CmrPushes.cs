using System.Globalization;
using System.Text;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Cmr.Intake;

/// <summary>Finds the CMR series in what apps push and hands what they rose by to the model. Thread-safe.</summary>
internal sealed class CmrPushes(CmrModel model, ComponentMetrics components, TimeProvider time) : IOtlpConsumer
{
    public const string Component = "cmr";
    public const string TooManySources = "too_many_sources";

    private readonly Lock _gate = new();
    private readonly PushedStreams _streams = new(time);

    public ValueTask<OtlpOutcome> ConsumeAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        if (signal == OtlpSignal.Metrics && request.Span.IndexOf("cmr."u8) >= 0)
        {
            lock (_gate)
            {
                Take(request.Span);
            }
        }

        return new ValueTask<OtlpOutcome>(OtlpOutcome.Accepted);
    }

    private void Take(ReadOnlySpan<byte> request)
    {
        foreach (var message in OtlpResourceGroup.Of(request))
        {
            var group = new OtlpResourceGroup(message);
            var source = Source(group);
            var instance = Text(group, "service.instance.id"u8);
            var push = new SourcePush(source, instance);
            foreach (var scope in group.Scopes)
            {
                foreach (var item in new OtlpScopeGroup(scope).Items)
                {
                    Take(new OtlpMetric(item), push);
                }
            }

            if ((!push.Activity.IsEmpty && !model.Take(source, push.Activity))
                || !push.Levels.TrueForAll(l => model.Take(source, instance, l.Layer, l.Level, l.Value)))
            {
                components.Dropped(Component, TooManySources, 1);
            }
        }
    }

    private void Take(OtlpMetric metric, SourcePush push)
    {
        if (!metric.Name.StartsWith("cmr."u8))
        {
            return;
        }

        var name = Encoding.UTF8.GetString(metric.Name);
        var isDelta = metric.Temporality == OtlpTemporality.Delta;
        foreach (var point in metric.Points)
        {
            switch (metric.Kind)
            {
                case OtlpMetricKind.Sum or OtlpMetricKind.Gauge:
                    var number = new OtlpNumberPoint(point);
                    var attributes = new PointAttributes(number.Attributes);
                    var isLevel = name is MetricNames.CmrBufferEntries or MetricNames.CmrBufferLimit or MetricNames.CmrBufferSize;
                    push.Add(name, attributes, _streams.Rise(Key(push, name, attributes), number, isDelta, isLevel));
                    break;
                case OtlpMetricKind.Histogram:
                    var histogram = new OtlpHistogramPoint(point);
                    var labels = new PointAttributes(histogram.Attributes);
                    push.Add(name, labels, _streams.Rise(Key(push, name, labels), histogram, isDelta));
                    break;
                case OtlpMetricKind.ExponentialHistogram:
                    var exponential = new OtlpExponentialPoint(point);
                    var tags = new PointAttributes(exponential.Attributes);
                    push.Add(name, tags, _streams.Rise(Key(push, name, tags), exponential, isDelta));
                    break;
            }
        }
    }

    private static string Key(SourcePush push, string name, PointAttributes attributes) =>
        string.Create(CultureInfo.InvariantCulture, $"{push.Source}\n{push.Instance}\n{name}\n{attributes.All}");

    /// <summary>The same as the label <c>job</c> of what the app pushes.</summary>
    private static string Source(OtlpResourceGroup group)
    {
        var name = Text(group, "service.name"u8) is { Length: > 0 } known ? known : "unknown_service";
        return Text(group, "service.namespace"u8) is { Length: > 0 } space ? $"{space}/{name}" : name;
    }

    /// <summary>Longer ones are cut: they are kept with every series.</summary>
    private static string Text(OtlpResourceGroup group, ReadOnlySpan<byte> key)
    {
        var text = group.Attributes.TryGet(key, out var value) ? Encoding.UTF8.GetString(value.Bytes) : "";
        return text.Length > CmrModel.MaxNameLength ? text[..CmrModel.MaxNameLength] : text;
    }
}
