namespace Observe.Instrumentation.Cmr.Recording;

/// <summary>
/// Joins the samples of several threads into one history. Within an epoch nobody knows which thread came first, so they are
/// dovetailed: a busy thread does not push a quiet one's samples out.
/// </summary>
internal static class SampleMerge
{
    /// <summary>The latest <paramref name="history"/> samples, oldest first.</summary>
    public static Sample[] Latest(List<List<Sample>> threads, int history)
    {
        threads.RemoveAll(samples => samples.Count == 0);
        if (threads.Count == 1)
        {
            return [.. threads[0].Skip(threads[0].Count - history)];
        }

        var ordered = new List<(double Order, Sample Sample)>();
        foreach (var samples in threads)
        {
            for (var start = 0; start < samples.Count;)
            {
                var end = start + 1;
                while (end < samples.Count && samples[end].Epoch == samples[start].Epoch)
                {
                    end++;
                }

                for (var i = start; i < end; i++)
                {
                    ordered.Add((samples[i].Epoch + ((i - start + 0.5) / (end - start)), samples[i]));
                }

                start = end;
            }
        }

        return [.. ordered.OrderBy(o => o.Order).Skip(ordered.Count - history).Select(o => o.Sample)];
    }
}
