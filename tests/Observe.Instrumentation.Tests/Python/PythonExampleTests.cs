using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Observe.Instrumentation.Tests.Cmr;

namespace Observe.Instrumentation.Tests.Python;

public class PythonExampleTests
{
    private static readonly string Folder = AppContext.BaseDirectory;

    [PythonFact]
    public void The_example_is_valid_python() => Run("-c", "import ast; ast.parse(open('cmr_otlp.py').read())");

    /// <summary>What Python pushes and what .NET measures must be the same series.</summary>
    [Fact]
    public void The_example_has_the_names_units_and_buckets_of_the_library()
    {
        var example = File.ReadAllText(Path.Combine(Folder, "cmr_otlp.py"));
        using var meters = new TestMeters();
        using var monitor = Monitors.Make(meters: meters);
        var created = Regex.Matches(example, @"create_(?<kind>counter|histogram)\(\s*""(?<name>[^""]+)"", ""(?<unit>[^""]+)""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.Equal(6, created.Count);
        Assert.All(created, c =>
        {
            var instrument = meters.Instruments[c.Groups["name"].Value];
            Assert.Equal(instrument.Unit, c.Groups["unit"].Value);
            Assert.Equal(c.Groups["kind"].Value == "histogram", instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal));
        });
        Assert.Equal(((Histogram<double>)meters.Instruments["cmr.capture.duration"]).Advice!.HistogramBucketBoundaries, Bounds("SECONDS"));
        Assert.Equal(
            ((Histogram<long>)meters.Instruments["cmr.reconstruction.memories"]).Advice!.HistogramBucketBoundaries!.Select(b => (double)b), Bounds("MEMORIES"));

        IEnumerable<double> Bounds(string name) =>
            JsonSerializer.Deserialize<double[]>($"[{Regex.Match(example, name + @" = \((?<bounds>[^)]*)\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["bounds"].Value}]")!;
    }

    [PythonFact("opentelemetry.sdk.metrics")]
    public void The_example_exports_what_the_wrapped_monitor_records()
    {
        var points = Run("check_cmr_otlp.py").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("[[\"capture\", 3, 5, 0.003], [\"capture\", 3, 7, 0.03], [\"capture\", 4, 1, 20], [\"reconstruction\", 3, 9, 0.25]]", Of("wrapped").GetProperty("value").GetRawText());
        Assert.Equal("cmr-python", Of("service.name").GetProperty("value").GetString());
        Assert.Equal([2, 1], All("cmr.captures").Select(p => p.GetProperty("value").GetInt32()));
        Assert.Equal([12, 1], All("cmr.states.stored").Select(p => p.GetProperty("value").GetInt32()));
        Assert.Equal([3, 4], All("cmr.captures").Select(p => p.GetProperty("attributes").GetProperty("cmr.layer").GetInt32()));
        var durations = All("cmr.capture.duration").ToList();
        Assert.Equal(0.033, durations[0].GetProperty("sum").GetDouble(), 9);
        Assert.Equal([0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], durations[0].GetProperty("buckets").EnumerateArray().Select(b => b.GetInt32()));
        Assert.Equal(1, durations[1].GetProperty("buckets")[14].GetInt32());
        Assert.Equal("unknown", Of("cmr.reconstructions").GetProperty("attributes").GetProperty("cmr.method").GetString());
        Assert.Equal([0, 0, 0, 0, 0, 1, 0, 0, 0], Of("cmr.reconstruction.memories").GetProperty("buckets").EnumerateArray().Select(b => b.GetInt32()));
        Assert.Equal("s", Of("cmr.reconstruction.duration").GetProperty("unit").GetString());

        IEnumerable<JsonElement> All(string name) => points.Where(p => p.GetProperty("name").GetString() == name);
        JsonElement Of(string name) => Assert.Single(All(name));
    }

    private static string Run(params string[] arguments)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = python.StandardError.ReadToEndAsync();
        var output = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        Assert.True(python.ExitCode == 0, errors.Result);
        return output;
    }
}
