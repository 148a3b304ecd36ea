using System.Globalization;

namespace Observe.Benchmarks.Process;

/// <summary>How large and how often; <see cref="Floor"/> is the ratio to mtail under which the run fails, 0 for never.</summary>
internal sealed record LogsBenchmarkOptions
{
    public int Megabytes { get; init; } = 200;

    public int Runs { get; init; } = 3;

    public double Floor { get; init; }

    /// <summary>Corpora are kept here from run to run, outside the working tree.</summary>
    public string Cache { get; init; } = Path.Combine(Path.GetTempPath(), "observe-corpora");

    /// <summary>The published agent, as users run it.</summary>
    public required string Observe { get; init; }

    public static LogsBenchmarkOptions Parse(ReadOnlySpan<string> args)
    {
        var options = new LogsBenchmarkOptions { Observe = "observe" };
        while (args is [var name, var value, .. var rest])
        {
            options = name switch
            {
                "--megabytes" => options with { Megabytes = int.Parse(value, CultureInfo.InvariantCulture) },
                "--runs" => options with { Runs = int.Parse(value, CultureInfo.InvariantCulture) },
                "--floor" => options with { Floor = double.Parse(value, CultureInfo.InvariantCulture) },
                "--observe" => options with { Observe = value },
                "--cache" => options with { Cache = value },
                _ => throw new ArgumentException($"unknown option {name}: --megabytes N, --runs N, --floor RATIO, --observe EXECUTABLE, --cache DIR are known", nameof(args)),
            };
            args = rest;
        }

        return args.IsEmpty ? options : throw new ArgumentException($"{args[0]} wants a value", nameof(args));
    }
}
