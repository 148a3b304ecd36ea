using Observe.Agent.Records.Otlp.Views;
using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>
/// Goes through a request and brings its points into the series they belong to. Nothing is allocated for a point whose series
/// is known. Used by one thread at a time.
/// </summary>
internal sealed class PointIntake(SeriesTable table, StreamTable streams, DeltaCommits commits, OverflowIntake overflow) : IDisposable
{
    private readonly PointBuffers _buffers = new();
    private readonly SeriesLookup _lookup = new(table, streams);
    private readonly SeriesProgress _progress = new(commits);
    private long _now;

    /// <summary>Series whose exemplars no page has shown yet.</summary>
    public List<PushedSeries> NewExemplars => _progress.NewExemplars;

    /// <summary>Whether the last request had delta points: it is answered when they are stored, also when they were sent before.</summary>
    public bool HadDeltas { get; private set; }

    /// <param name="request">A request that was looked through already.</param>
    /// <param name="count">Takes what became of the points.</param>
    /// <param name="now">The agent's clock, for expiry.</param>
    public void Take(ReadOnlySpan<byte> request, PointCount count, long now)
    {
        _now = now;
        HadDeltas = false;
        foreach (var groupBytes in OtlpResourceGroup.Of(request))
        {
            var group = new OtlpResourceGroup(groupBytes);
            var resource = streams.Resource(group);
            if (resource.Target is not null)
            {
                resource.Target.PushedAt = now;
            }

            foreach (var scopeBytes in group.Scopes)
            {
                var scope = new OtlpScopeGroup(scopeBytes);
                foreach (var metricBytes in scope.Items)
                {
                    var metric = new OtlpMetric(metricBytes);
                    Take(streams.Stream(resource, scope, metric), metric, count);
                }
            }
        }
    }

    public void Dispose() => _buffers.Dispose();

    private void Take(PushedStream stream, OtlpMetric metric, PointCount count)
    {
        if (stream.Name is null)
        {
            count.Refuse(stream.Refusal, metric.Name, metric.Points.Count());
            return;
        }

        HadDeltas |= stream.IsDelta;
        foreach (var point in metric.Points)
        {
            var refusal = metric.Kind switch
            {
                OtlpMetricKind.Gauge or OtlpMetricKind.Sum => Number(stream, point),
                OtlpMetricKind.Histogram => Histogram(stream, point),
                OtlpMetricKind.ExponentialHistogram => Exponential(stream, point),
                _ => Summary(stream, point),
            };
            if (refusal == Refusal.None)
            {
                count.Take();
            }
            else
            {
                count.Refuse(refusal, metric.Name);
            }
        }
    }

    private Refusal Number(PushedStream stream, ReadOnlySpan<byte> bytes)
    {
        var point = new OtlpNumberPoint(bytes);
        var key = _buffers.Key(bytes, point.AttributeBlock, 7);
        if (IsEnd(point.Flags))
        {
            return _lookup.End(stream, key, point.Attributes);
        }

        if (!point.HasValue || !IsPossible(stream, point))
        {
            return Refusal.InvalidValue;
        }

        if (_lookup.Find(stream, key, point.Attributes, default, out var overflowing, out var refusal) is not { } series)
        {
            return overflowing is null ? refusal : overflow.Number(stream, overflowing, point, _now);
        }

        if (!stream.IsDelta)
        {
            refusal = SeriesProgress.Advance(series, point.Start, point.Time, _now);
            if (refusal != Refusal.None)
            {
                return refusal;
            }

            if (point.IsInt)
            {
                series.Shown.Set(point.Int);
            }
            else
            {
                series.Shown.Set(point.Double);
            }
        }
        else
        {
            refusal = _progress.AdvanceDelta(series, point.Start, point.Time, _now);
            if (refusal != Refusal.None)
            {
                return refusal;
            }

            var total = (NumberTotal)(series.Total ??= new NumberTotal());
            if (point.IsInt)
            {
                total.Add(point.Int);
            }
            else
            {
                total.Add(point.Double);
            }
        }

        if (point.HasExemplars)
        {
            _progress.Keep(series, point.Exemplars);
        }

        return Refusal.None;
    }

    private Refusal Histogram(PushedStream stream, ReadOnlySpan<byte> bytes)
    {
        var point = new OtlpHistogramPoint(bytes);
        var key = _buffers.Key(bytes, point.AttributeBlock, 9);
        if (IsEnd(point.Flags))
        {
            return _lookup.End(stream, key, point.Attributes);
        }

        var refusal = _buffers.Read(point);
        if (refusal != Refusal.None || (stream.IsDelta && !double.IsFinite(point.Sum)))
        {
            return refusal == Refusal.None ? Refusal.InvalidValue : refusal;
        }

        var bounds = _buffers.Bounds;
        var sum = point.HasSum ? point.Sum : double.NaN;
        if (_lookup.Find(stream, key, point.Attributes, bounds, out var overflowing, out refusal) is not { } series)
        {
            return overflowing is null ? refusal : overflow.Observations(stream, overflowing, point.Start, point.Time, _buffers.Counts, point.Sum, _now);
        }

        if (!bounds.SequenceEqual(series.Family.Bounds))
        {
            if (!PushedFamily.AreBounds(bounds))
            {
                return Refusal.InvalidValue;
            }

            // Counts by other bounds cannot be added up with those before: the histogram begins anew.
            series.Total = null;
            series.Clock = default;
            series.MoveTo(table.Family(series.Name, stream.Kind, stream.MetricName, stream.Unit, stream.Description, bounds));
        }

        if (!stream.IsDelta)
        {
            refusal = SeriesProgress.Advance(series, point.Start, point.Time, _now);
            if (refusal != Refusal.None)
            {
                return refusal;
            }

            series.Shown.SetHistogram(_buffers.Counts, sum);
        }
        else
        {
            refusal = _progress.AdvanceDelta(series, point.Start, point.Time, _now);
            if (refusal != Refusal.None)
            {
                return refusal;
            }

            ((HistogramTotal)(series.Total ??= new HistogramTotal(series.Family.Bounds))).Add(_buffers.Counts, sum);
        }

        if (point.HasExemplars)
        {
            _progress.Keep(series, point.Exemplars);
        }

        return Refusal.None;
    }

    private Refusal Exponential(PushedStream stream, ReadOnlySpan<byte> bytes)
    {
        var point = new OtlpExponentialPoint(bytes);
        var key = _buffers.Key(bytes, point.AttributeBlock, 1);
        if (IsEnd(point.Flags))
        {
            return _lookup.End(stream, key, point.Attributes);
        }

        var refusal = _buffers.Read(point, out var read);
        if (refusal != Refusal.None || (stream.IsDelta && !double.IsFinite(point.Sum)))
        {
            return refusal == Refusal.None ? Refusal.InvalidValue : refusal;
        }

        if (_lookup.Find(stream, key, point.Attributes, default, out var overflowing, out refusal) is not { } series)
        {
            return overflowing is null ? refusal : overflow.Observations(stream, overflowing, point.Start, point.Time, [unchecked((long)point.Count)], point.Sum, _now);
        }

        if (!stream.IsDelta)
        {
            refusal = SeriesProgress.Advance(series, point.Start, point.Time, _now);
            if (refusal != Refusal.None)
            {
                return refusal;
            }

            series.Shown.SetExponentialHistogram(
                read.Scale, read.ZeroCount, read.PositiveOffset, read.Positive, read.NegativeOffset, read.Negative, read.Sum, read.ZeroThreshold);
        }
        else
        {
            refusal = _progress.AdvanceDelta(series, point.Start, point.Time, _now);
            if (refusal != Refusal.None)
            {
                return refusal;
            }

            ((ExponentialTotal)(series.Total ??= new ExponentialTotal(read.Scale))).Add(read);
        }

        if (point.HasExemplars)
        {
            _progress.Keep(series, point.Exemplars);
        }

        return Refusal.None;
    }

    private Refusal Summary(PushedStream stream, ReadOnlySpan<byte> bytes)
    {
        var point = new OtlpSummaryPoint(bytes);
        var key = _buffers.Key(bytes, point.AttributeBlock, 7);
        if (IsEnd(point.Flags))
        {
            return _lookup.End(stream, key, point.Attributes);
        }

        var refusal = _buffers.Read(point);
        if (refusal != Refusal.None)
        {
            return refusal;
        }

        if (_lookup.Find(stream, key, point.Attributes, default, out var overflowing, out refusal) is not { } series)
        {
            return overflowing is null ? refusal : overflow.Observations(stream, overflowing, point.Start, point.Time, [(long)point.Count], point.Sum, _now);
        }

        refusal = SeriesProgress.Advance(series, point.Start, point.Time, _now);
        if (refusal == Refusal.None)
        {
            series.Shown.SetSummary(_buffers.Quantiles, _buffers.Values, (long)point.Count, point.Sum);
        }

        return refusal;
    }

    private static bool IsEnd(OtlpPointFlags flags) => (flags & OtlpPointFlags.NoRecordedValue) != OtlpPointFlags.None;

    /// <summary>No counter is below zero, and what is no number would stay in a total for ever: in that of increments, and of series that overflow.</summary>
    private static bool IsPossible(PushedStream stream, in OtlpNumberPoint point) => stream.Kind == PrometheusFamilyKind.Counter
        ? double.IsFinite(point.Double) && point.Double >= 0
        : !stream.IsDelta || double.IsFinite(point.Double);
}
