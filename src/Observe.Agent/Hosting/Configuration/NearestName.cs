namespace Observe.Agent.Hosting.Configuration;

/// <summary>Finds what a mistyped name most likely meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate nearest to <paramref name="name"/>, or null when none is near enough to be meant.</summary>
    public static string? Among(IEnumerable<string> candidates, string name)
    {
        var best = (Name: (string?)null, Distance: Math.Max(1, name.Length / 3) + 1);
        foreach (var candidate in candidates)
        {
            var distance = Distance(candidate, name);
            if (distance < best.Distance)
            {
                best = (candidate, distance);
            }
        }

        return best.Name;
    }

    /// <summary>Edit distance without case, where two neighbours that changed places are one edit.</summary>
    internal static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var substitute = rows[i - 1, j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
                var cost = Math.Min(substitute, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    cost = Math.Min(cost, rows[i - 2, j - 2] + 1);
                }

                rows[i, j] = cost;
            }
        }

        return rows[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
