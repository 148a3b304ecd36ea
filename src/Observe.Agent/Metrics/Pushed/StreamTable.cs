using System.Runtime.CompilerServices;
using System.Text;
using Observe.Agent.Records.Otlp.Views;
using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>
/// The way from the bytes of a request to series. All of it is a memory of what was met: it may be dropped at any time and
/// costs nothing but time then. Not thread-safe.
/// </summary>
internal sealed class StreamTable(SeriesTable series)
{
    /// <summary>Kind, temporality, monotonicity and three lengths.</summary>
    private const int KeyHead = 9;

    private readonly LabelReader _labels = new(series.Options);
    private readonly BytesTable<PushedResource> _resources = new();
    private byte[] _key = new byte[1024];

    public PushedResource Resource(OtlpResourceGroup group)
    {
        ref var found = ref _resources.Find(group.Resource);
        if (!Unsafe.IsNullRef(ref found))
        {
            return found;
        }

        var labels = LabelReader.OfResource(group.Attributes);
        var resource = new PushedResource(labels, series.Target(labels, _labels.OfTarget(group.Attributes)));
        if (_resources.Count >= Limits.MaxResources)
        {
            _resources.Clear();
        }

        if (group.Resource.Length <= Limits.MaxOriginBytes)
        {
            _resources.Add(group.Resource, resource);
        }

        return resource;
    }

    public PushedStream Stream(PushedResource resource, OtlpScopeGroup scope, OtlpMetric metric)
    {
        if (metric.Name.Length is 0 or > Limits.MaxNameBytes || metric.Unit.Length > Limits.MaxNameBytes || scope.Scope.Length > Limits.MaxOriginBytes || scope.SchemaUrl.Length > Limits.MaxNameBytes)
        {
            return new PushedStream { Refusal = Refusal.InvalidName };
        }

        var key = Key(scope, metric);
        ref var found = ref resource.Streams.Find(key);
        if (!Unsafe.IsNullRef(ref found))
        {
            return found;
        }

        if (resource.Streams.Count >= Limits.MaxStreams)
        {
            resource.Streams.Clear();
        }

        var stream = NewStream(resource, scope, metric);
        resource.Streams.Add(key, stream);
        return stream;
    }

    /// <summary>The series of a point met for the first time; null when it is refused, or has to go to the overflow series.</summary>
    public PushedSeries? Series(PushedStream stream, OtlpAttributes attributes, ReadOnlySpan<ulong> bounds, out SeriesKey? key, out Refusal refusal)
    {
        var labels = new List<KeyValuePair<string, string>>(stream.Labels);
        refusal = _labels.Of(attributes, labels);
        key = null;
        if (refusal != Refusal.None)
        {
            return null;
        }

        var name = stream.Name!;
        key = KeyOf(stream, labels);
        if (key.AttributesText.Length > Limits.MaxSeriesText)
        {
            refusal = Refusal.LabelTooLong;
            return null;
        }

        if (name.Series.TryGetValue(key, out var known))
        {
            if ((known.Total is not null) == stream.IsDelta && known.Family.Page.Kind == stream.Kind)
            {
                return known;
            }

            // The app has changed over to another kind of points: the series begins anew.
            series.Remove(known);
        }

        return series.IsFull(name)
            ? null
            : series.Add(name, key, series.Family(name, stream.Kind, stream.MetricName, stream.Unit, stream.Description, bounds));
    }

    /// <summary>The series of a point that is not made when there is none.</summary>
    public PushedSeries? Known(PushedStream stream, OtlpAttributes attributes)
    {
        var labels = new List<KeyValuePair<string, string>>(stream.Labels);
        return _labels.Of(attributes, labels) == Refusal.None ? stream.Name!.Series.GetValueOrDefault(KeyOf(stream, labels)) : null;
    }

    /// <summary>Forgets what leads to series that have left, and refusals, which may no longer hold.</summary>
    public void Forget()
    {
        _resources.RemoveWhere(static resource =>
        {
            resource.Streams.RemoveWhere(static stream =>
            {
                stream.Series.RemoveWhere(static s => s.IsGone);
                return stream.Series.Count == 0;
            });
            return resource.Streams.Count == 0;
        });
    }

    private static SeriesKey KeyOf(PushedStream stream, List<KeyValuePair<string, string>> labels)
    {
        labels.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return new SeriesKey(stream.Name!.Text, [.. labels]);
    }

    private static PrometheusFamilyKind KindOf(OtlpMetric metric) => metric.Kind switch
    {
        OtlpMetricKind.Sum when metric.IsMonotonic => PrometheusFamilyKind.Counter,
        OtlpMetricKind.Sum => PrometheusFamilyKind.UpDownCounter,
        OtlpMetricKind.Histogram => PrometheusFamilyKind.Histogram,
        OtlpMetricKind.ExponentialHistogram => PrometheusFamilyKind.ExponentialHistogram,
        OtlpMetricKind.Summary => PrometheusFamilyKind.Summary,
        _ => PrometheusFamilyKind.Gauge,
    };

    private PushedStream NewStream(PushedResource resource, OtlpScopeGroup scope, OtlpMetric metric)
    {
        var labels = new List<KeyValuePair<string, string>>(resource.Labels);
        var refusal = _labels.OfScope(scope, labels);
        if (refusal != Refusal.None)
        {
            return new PushedStream { Refusal = refusal };
        }

        var kind = KindOf(metric);
        var text = Encoding.UTF8.GetString(metric.Name);
        var unit = Encoding.UTF8.GetString(metric.Unit);
        var name = series.Name(kind, text, unit, out refusal);
        return new PushedStream
        {
            Name = name,
            Refusal = refusal,
            Kind = kind,
            IsDelta = metric.Temporality == OtlpTemporality.Delta,
            MetricName = text,
            Unit = unit,
            Description = Encoding.UTF8.GetString(metric.Description[..Math.Min(metric.Description.Length, Limits.MaxNameBytes)]),
            Labels = labels,
        };
    }

    /// <summary>What tells one stream of a resource from another, as bytes.</summary>
    private ReadOnlySpan<byte> Key(OtlpScopeGroup scope, OtlpMetric metric)
    {
        var length = KeyHead + metric.Name.Length + metric.Unit.Length + scope.Scope.Length + scope.SchemaUrl.Length;
        if (_key.Length < length)
        {
            _key = new byte[length];
        }

        var key = _key.AsSpan(0, length);
        key[0] = (byte)metric.Kind;
        key[1] = (byte)metric.Temporality;
        key[2] = metric.IsMonotonic ? (byte)1 : (byte)0;
        BitConverter.TryWriteBytes(key[3..], (ushort)metric.Name.Length);
        BitConverter.TryWriteBytes(key[5..], (ushort)metric.Unit.Length);
        BitConverter.TryWriteBytes(key[7..], (ushort)scope.SchemaUrl.Length);
        var rest = key[KeyHead..];
        metric.Name.CopyTo(rest);
        rest = rest[metric.Name.Length..];
        metric.Unit.CopyTo(rest);
        rest = rest[metric.Unit.Length..];
        scope.SchemaUrl.CopyTo(rest);
        scope.Scope.CopyTo(rest[scope.SchemaUrl.Length..]);
        return key;
    }
}
