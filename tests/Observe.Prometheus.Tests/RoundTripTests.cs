using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Observe.Prometheus.Tests.Parsing;

namespace Observe.Prometheus.Tests;

/// <summary>Whatever is put on a page is what a reader of its own making finds there.</summary>
public sealed class RoundTripTests
{
    private static readonly PrometheusFormat[] s_utf8 =
    [
        new(PrometheusExposition.Text100, PrometheusEscapingScheme.AllowUtf8),
        new(PrometheusExposition.OpenMetrics100, PrometheusEscapingScheme.AllowUtf8),
        new(PrometheusExposition.Protobuf, PrometheusEscapingScheme.AllowUtf8),
    ];

    [Fact]
    public void Names_labels_and_values_of_any_Unicode_are_read_back_as_they_were()
    {
        Prop.ForAll(Contents(), metrics =>
        {
            var page = PageOf(metrics, PrometheusTranslationStrategy.NoTranslation);
            foreach (var format in s_utf8)
            {
                Assert.Equal(Expected(metrics, format.Exposition, name => name), Actual(page, format));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_values_scheme_is_reversible()
    {
        Prop.ForAll(Contents(), metrics =>
        {
            var format = new PrometheusFormat(PrometheusExposition.Text100, PrometheusEscapingScheme.Values);
            var page = PageOf(metrics, PrometheusTranslationStrategy.NoTranslation);
            var read = Samples(page, format).Select(sample => new ParsedSample(
                Unescaped(sample.Name),
                new(sample.Labels.ToDictionary(label => label.Key == "le" ? "le" : Unescaped(label.Key), label => label.Value), StringComparer.Ordinal),
                sample.Value));

            Assert.Equal(Expected(metrics, format.Exposition, name => name), Ordered(read));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Under_every_strategy_and_scheme_a_page_is_well_formed_and_has_every_value()
    {
        var strategies = Enum.GetValues<PrometheusTranslationStrategy>();
        var formats =
            from exposition in Enum.GetValues<PrometheusExposition>()
            from escaping in Enum.GetValues<PrometheusEscapingScheme>()
            select new PrometheusFormat(exposition, escaping);
        Prop.ForAll(Contents(), metrics =>
        {
            foreach (var strategy in strategies)
            {
                var page = PageOf(metrics, strategy);
                foreach (var format in formats)
                {
                    var values = Samples(page, format).Select(sample => sample.Value).Order();
                    Assert.Equal(Expected(metrics, format.Exposition, name => name).Select(sample => sample.Value).Order(), values);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    private static Arbitrary<Metric[]> Contents()
    {
        var text = ArbMap.Default.GeneratorFor<string>().Select(Readable);
        var label =
            from key in text
            from value in text
            select (Key: key, Value: value);
        var number = ArbMap.Default.GeneratorFor<double>();
        var metric =
            from name in text
            from kind in Gen.Elements(PrometheusFamilyKind.Counter, PrometheusFamilyKind.Gauge, PrometheusFamilyKind.Histogram)
            from labels in label.ListOf()
            from value in number
            from counts in Gen.Choose(0, 1_000_000).ArrayOf(3)
            select new Metric(
                name,
                kind,
                [.. labels.Where(entry => entry.Key.Length > 0).DistinctBy(entry => entry.Key).Take(4).Select((entry, i) => ($"k{i}{entry.Key}", entry.Value))],
                value,
                [.. counts.Select(count => (long)count)]);
        return metric.ArrayOf().Select(metrics => metrics.Take(8).Select((m, i) => m with { Name = $"m{i}x{m.Name}" }).ToArray()).ToArbitrary();
    }

    /// <summary>What Unicode knows and text formats can hold: no half surrogates, no NUL.</summary>
    private static string Readable(string? text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? "")).Replace('\0', '0');

    private static PrometheusPage PageOf(Metric[] metrics, PrometheusTranslationStrategy strategy)
    {
        var families = metrics.Select(metric =>
        {
            var family = metric.Kind switch
            {
                PrometheusFamilyKind.Counter => PrometheusFamily.Counter(metric.Name),
                PrometheusFamilyKind.Gauge => PrometheusFamily.Gauge(metric.Name, "By", "Help: " + metric.Name),
                _ => PrometheusFamily.Histogram(metric.Name, [-0.5, 1e9]),
            };
            var series = family.AddSeries([.. metric.Labels.Select(label => new KeyValuePair<string, object?>(label.Key, label.Value))]);
            if (metric.Kind == PrometheusFamilyKind.Histogram)
            {
                series.SetHistogram(metric.Counts, metric.Value);
            }
            else
            {
                series.Set(metric.Value);
            }

            return family;
        });
        return new PrometheusPage(new PrometheusExporterOptions { TranslationStrategy = strategy, Sources = { new FixedSource([.. families]) } });
    }

    private static ParsedSample[] Expected(Metric[] metrics, PrometheusExposition exposition, Func<string, string> name)
    {
        var samples = new List<ParsedSample>();
        foreach (var metric in metrics)
        {
            var labels = new SortedDictionary<string, string>(metric.Labels.ToDictionary(label => label.Key, label => label.Value), StringComparer.Ordinal);
            if (metric.Kind != PrometheusFamilyKind.Histogram)
            {
                samples.Add(new ParsedSample(name(metric.Name), labels, metric.Value));
                continue;
            }

            long total = 0;
            foreach (var (bound, count) in new[] { "-0.5", "1000000000", "+Inf" }.Zip(metric.Counts))
            {
                total += count;
                var le = exposition == PrometheusExposition.OpenMetrics100 && bound[0] == '1' ? "1e+09" : bound;
                samples.Add(new ParsedSample(name(metric.Name) + "_bucket", new(labels, StringComparer.Ordinal) { ["le"] = le }, total));
            }

            if (exposition != PrometheusExposition.OpenMetrics100)
            {
                samples.Add(new ParsedSample(name(metric.Name) + "_sum", labels, metric.Value));
                samples.Add(new ParsedSample(name(metric.Name) + "_count", labels, total));
            }
        }

        return Ordered(samples);
    }

    private static ParsedSample[] Actual(PrometheusPage page, PrometheusFormat format) => Ordered(Samples(page, format));

    private static List<ParsedSample> Samples(PrometheusPage page, PrometheusFormat format)
    {
        using var stream = new MemoryStream();
        page.Write(stream, format);
        return format.Exposition == PrometheusExposition.Protobuf
            ? ProtobufPageParser.Parse(stream.ToArray()).Samples
            : TextPageParser.Parse(stream.ToArray(), format.Exposition == PrometheusExposition.OpenMetrics100).Samples;
    }

    private static ParsedSample[] Ordered(IEnumerable<ParsedSample> samples) => [.. samples.OrderBy(sample => sample.Identity, StringComparer.Ordinal)];

    /// <summary>Undoes "values", by its description.</summary>
    private static string Unescaped(string name)
    {
        var suffix = new[] { "_bucket", "_sum", "_count" }.FirstOrDefault(name.EndsWith, "");
        name = name[..^suffix.Length];
        if (!name.StartsWith("U__", StringComparison.Ordinal))
        {
            return name + suffix;
        }

        var text = new StringBuilder();
        for (var i = 3; i < name.Length; i++)
        {
            if (name[i] != '_')
            {
                text.Append(name[i]);
            }
            else if (name[i + 1] == '_')
            {
                text.Append('_');
                i++;
            }
            else
            {
                var end = name.IndexOf('_', i + 1);
                text.Append(new Rune(int.Parse(name[(i + 1)..end], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
                i = end;
            }
        }

        return text.Append(suffix).ToString();
    }

    private sealed record Metric(string Name, PrometheusFamilyKind Kind, (string Key, string Value)[] Labels, double Value, long[] Counts);
}
