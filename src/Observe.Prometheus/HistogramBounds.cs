namespace Observe.Prometheus;

internal static class HistogramBounds
{
    /// <summary>A copy of the bounds, without a final +Inf, refused when they are not finite and ascending.</summary>
    public static double[] Validated(IReadOnlyList<double> bounds, string parameter)
    {
        var count = bounds.Count > 0 && double.IsPositiveInfinity(bounds[bounds.Count - 1]) ? bounds.Count - 1 : bounds.Count;
        var copy = new double[count];
        for (var i = 0; i < count; i++)
        {
            copy[i] = bounds[i];
            if (!double.IsFinite(copy[i]) || (i > 0 && copy[i] <= copy[i - 1]))
            {
                throw new ArgumentException($"Bounds must be finite and ascending; number {i} is {copy[i]}.", parameter);
            }
        }

        return copy;
    }
}
