using System.Collections;
using System.Diagnostics.Metrics;
using System.Reflection;
using Observe.Instrumentation.Metrics;

namespace Observe.Instrumentation.Tests;

/// <summary>docs/instrumentation.md against the code.</summary>
public class PageTests
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "instrumentation.md"));

    [Fact]
    public void The_page_lists_every_metric_with_its_kind_and_unit()
    {
        using var meters = new TestMeters();
        var sets = MeterInstruments.Of(meters);
        _ = (sets.Cmr, sets.Events, sets.Tokens, sets.Delivery);
        var actual = meters.Instruments.Values.Select(i => (i.Name, $"{Kind(i)}, {(i.Unit!.StartsWith('{') ? $"`{i.Unit}`" : i.Unit)}"));
        var written = Rows("| metric |").Select(r => (r[1].Trim('`'), r[2]));
        Assert.Equal(actual.Order(), written.Order());
    }

    [Fact]
    public void The_page_lists_every_option_with_its_default()
    {
        var actual = Options("", new ObserveOptions()).Order(StringComparer.Ordinal);
        var written = Rows("| option |").Select(r => $"{r[1].Trim('`')} = {r[2]}").Order(StringComparer.Ordinal);
        Assert.Equal(actual, written);
    }

    private static IEnumerable<string[]> Rows(string head) =>
        Page.SkipWhile(l => !l.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|'))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries));

    private static string Kind(Instrument instrument)
    {
        var name = instrument.GetType().Name;
        return name.Contains("UpDown", StringComparison.Ordinal) ? "up-down counter" : name.Contains("Counter", StringComparison.Ordinal) ? "counter"
            : name.Contains("Histogram", StringComparison.Ordinal) ? "histogram" : "gauge";
    }

    private static IEnumerable<string> Options(string prefix, object options)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(options);
            var name = prefix + property.Name;
            if (value is not null && property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal))
            {
                foreach (var inner in Options(name + ".", value))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return $"{name} = {Text(name, value)}";
            }
        }
    }

    private static string Text(string name, object? value) => value switch
    {
        null when name == "ServiceName" => "`OTEL_SERVICE_NAME`, else `unknown_service:` and the entry assembly",
        null => "none",
        bool flag => flag ? "true" : "false",
        TimeSpan { TotalMinutes: >= 2 } time => $"{time.TotalMinutes} min",
        TimeSpan time => $"{time.TotalSeconds} s",
        Uri url => url.ToString().TrimEnd('/'),
        IReadOnlyList<TimeSpan> times => string.Join(", ", times.Select(t => t == TimeSpan.Zero ? "0" : $"{t.TotalSeconds} s")),
        ICollection { Count: 0 } => "none",
        _ => $"{value}",
    };
}
