namespace Observe.Prometheus.Formats;

internal static class ExemplarChoice
{
    /// <summary>The latest exemplar that falls into a bucket of a histogram; -1 for none.</summary>
    public static int Latest(List<PointExemplar> exemplars, double[] bounds, int bucket) => Latest(
        exemplars,
        bucket == 0 ? double.NegativeInfinity : bounds[bucket - 1],
        bucket < bounds.Length ? bounds[bucket] : double.PositiveInfinity);

    /// <summary>The latest exemplar above one value and up to another; -1 for none.</summary>
    public static int Latest(List<PointExemplar> exemplars, double above, double upTo)
    {
        var latest = -1;
        for (var i = 0; i < exemplars.Count; i++)
        {
            var exemplar = exemplars[i];
            var within = (exemplar.Value > above || double.IsNegativeInfinity(above)) && exemplar.Value <= upTo;
            if (within && (latest < 0 || exemplar.Timestamp > exemplars[latest].Timestamp))
            {
                latest = i;
            }
        }

        return latest;
    }
}
