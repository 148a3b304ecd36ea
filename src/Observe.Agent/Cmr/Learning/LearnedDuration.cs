namespace Observe.Agent.Cmr.Learning;

/// <summary>
/// What a duration usually is: mean and variance of the means of stretches of time, of which late ones weigh more once there are many.
/// While it is slower than that it is not learned, until it has been for a day: then that is how it is now.
/// </summary>
internal sealed record LearnedDuration
{
    /// <summary>So many stretches make a baseline.</summary>
    public const int Enough = 30;

    /// <summary>Slower by less than this is no regression, whatever the share.</summary>
    public const double Least = 0.001;

    private const int Memory = 8640;
    private const double Slower = 1.2;
    private const double Deviations = 3;

    private static readonly TimeSpan Accepted = TimeSpan.FromDays(1);

    public double Mean { get; private set; }

    public double Variance { get; private set; }

    public int Stretches { get; private set; }

    /// <summary>When it began to be slower; null while it is not.</summary>
    public DateTimeOffset? SlowSince { get; private set; }

    public static LearnedDuration Of(double mean, double variance, int stretches) => new() { Mean = mean, Variance = variance, Stretches = stretches };

    /// <summary>Slower than the baseline by a fifth, by more than it usually varies, and by enough to matter.</summary>
    public bool IsRegression(double mean) =>
        Stretches >= Enough && mean > Slower * Mean && mean - Mean > Math.Max(Least, Deviations * Math.Sqrt(Variance));

    public void Learn(double mean, DateTimeOffset now)
    {
        if (IsRegression(mean))
        {
            SlowSince ??= now;
            if (now - SlowSince < Accepted)
            {
                return;
            }

            (Mean, Variance, Stretches) = (0, 0, 0);
        }

        SlowSince = null;
        Stretches = Math.Min(Stretches + 1, Memory);
        var difference = mean - Mean;
        var step = difference / Stretches;
        Mean += step;
        Variance = (1 - (1.0 / Stretches)) * (Variance + (difference * step));
    }
}
