using System.Globalization;

namespace Observe.Benchmarks.Tokenizer;

/// <summary>How often; <see cref="Floor"/> and <see cref="CjkFloor"/> are the ratios to npm under which the run fails.</summary>
internal sealed record TokensBenchmarkOptions
{
    public int Runs { get; init; } = 5;

    public double Floor { get; init; } = 20;

    public double CjkFloor { get; init; } = 4;

    /// <summary>The share of the megabytes a second that are wanted under which the run fails, and by which loading may take longer; less than 1 beside neighbours.</summary>
    public double RateShare { get; init; } = 1;

    /// <summary>Where tokens.sh put the texts and the npm package.</summary>
    public string Cache { get; init; } = Path.Combine(Path.GetTempPath(), "observe-token-corpora");

    public static TokensBenchmarkOptions Parse(ReadOnlySpan<string> args)
    {
        var options = new TokensBenchmarkOptions();
        while (args is [var name, var value, .. var rest])
        {
            options = name switch
            {
                "--runs" => options with { Runs = int.Parse(value, CultureInfo.InvariantCulture) },
                "--floor" => options with { Floor = double.Parse(value, CultureInfo.InvariantCulture) },
                "--cjk-floor" => options with { CjkFloor = double.Parse(value, CultureInfo.InvariantCulture) },
                "--rate-share" => options with { RateShare = double.Parse(value, CultureInfo.InvariantCulture) },
                "--cache" => options with { Cache = value },
                _ => throw new ArgumentException($"unknown option {name}: --runs N, --floor RATIO, --cjk-floor RATIO, --rate-share SHARE, --cache DIR are known", nameof(args)),
            };
            args = rest;
        }

        return args.IsEmpty ? options : throw new ArgumentException($"{args[0]} wants a value", nameof(args));
    }
}
