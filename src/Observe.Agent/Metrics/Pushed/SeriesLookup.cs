using System.Runtime.CompilerServices;
using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>Finds the series of a point by the bytes of its attributes; looks at the attributes themselves only when those are new.</summary>
internal sealed class SeriesLookup(SeriesTable table, StreamTable streams)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PushedSeries? Find(
        PushedStream stream, ReadOnlySpan<byte> key, OtlpAttributes attributes, ReadOnlySpan<ulong> bounds, out SeriesKey? overflowing, out Refusal refusal)
    {
        ref var found = ref stream.Series.Find(key);
        if (!Unsafe.IsNullRef(ref found) && !found.IsGone)
        {
            overflowing = null;
            refusal = Refusal.None;
            return found;
        }

        return NewSeries(stream, key, attributes, bounds, out overflowing, out refusal);
    }

    private PushedSeries? NewSeries(
        PushedStream stream, ReadOnlySpan<byte> key, OtlpAttributes attributes, ReadOnlySpan<ulong> bounds, out SeriesKey? overflowing, out Refusal refusal)
    {
        overflowing = null;
        if (!PushedFamily.AreBounds(bounds))
        {
            refusal = Refusal.InvalidValue;
            return null;
        }

        var series = streams.Series(stream, attributes, bounds, out var labels, out refusal);
        if (series is null)
        {
            overflowing = refusal == Refusal.None ? labels : null;
            return null;
        }

        ref var found = ref stream.Series.Find(key);
        if (!Unsafe.IsNullRef(ref found))
        {
            found = series;
        }
        else
        {
            if (stream.Series.Count >= 4 * table.Options.MaxPerName)
            {
                // One series under ever other bytes: an app that shuffles its attributes.
                stream.Series.Clear();
            }

            stream.Series.Add(key, series);
        }

        return series;
    }

    /// <summary>The app says that it has no value for the series any more.</summary>
    public Refusal End(PushedStream stream, ReadOnlySpan<byte> key, OtlpAttributes attributes)
    {
        ref var found = ref stream.Series.Find(key);
        if (!Unsafe.IsNullRef(ref found) && !found.IsGone)
        {
            table.Remove(found);
        }
        else if (streams.Known(stream, attributes) is { } known)
        {
            table.Remove(known);
        }

        return Refusal.None;
    }
}
