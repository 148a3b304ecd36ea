using System.Globalization;
using System.Text;

namespace Observe.EndToEnd.Harness;

/// <summary>A scrape in the Prometheus text format, read strictly: a line that cannot be read fails the test.</summary>
internal sealed class Exposition
{
    private readonly List<Sample> _samples = [];

    public IReadOnlyList<Sample> Samples => _samples;

    public static Exposition Parse(string text)
    {
        var exposition = new Exposition();
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                exposition._samples.Add(ParseSample(line));
            }
        }

        return exposition;
    }

    public IEnumerable<Sample> Of(string name) => _samples.Where(s => s.Name == name);

    /// <summary>The sum over every series of the name that has the labels; 0 when there is none.</summary>
    public double Sum(string name, params (string, string)[] labels) => Of(name).Where(s => s.Has(labels)).Sum(s => s.Value);

    /// <summary>The sums by one label.</summary>
    public SortedDictionary<string, long> By(string label, string name)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var sample in Of(name))
        {
            var key = sample.Labels.GetValueOrDefault(label, "");
            sums[key] = sums.GetValueOrDefault(key) + (long)sample.Value;
        }

        return sums;
    }

    /// <summary>The series of a prefix, for messages.</summary>
    public string Text(string prefix) => string.Join('\n', _samples
        .Where(s => s.Name.StartsWith(prefix, StringComparison.Ordinal) && !s.Name.EndsWith("_bucket", StringComparison.Ordinal))
        .Select(s => $"{s} {s.Value}"));

    private static Sample ParseSample(string line)
    {
        var at = line.IndexOfAny(['{', ' ']);
        Assert.True(at > 0, $"no sample: {line}");
        var name = line[..at];
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (line[at] == '{')
        {
            at++;
            while (line[at] != '}')
            {
                var equals = line.IndexOf('=', at);
                var key = line[at..equals];
                at = equals + 1;
                Assert.True(line[at] == '"' && labels.TryAdd(key, ParseValue(line, ref at)), $"bad labels: {line}");
                at += line[at] == ',' ? 1 : 0;
            }

            at++;
        }

        var value = line[(at + 1)..].Split(' ')[0];
        return new Sample(name, labels, value switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            _ => double.Parse(value, CultureInfo.InvariantCulture),
        });
    }

    private static string ParseValue(string line, ref int at)
    {
        var value = new StringBuilder();
        for (at++; line[at] != '"'; at++)
        {
            value.Append(line[at] != '\\' ? line[at] : line[++at] == 'n' ? '\n' : line[at]);
        }

        at++;
        return value.ToString();
    }
}
