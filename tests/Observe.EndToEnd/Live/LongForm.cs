namespace Observe.EndToEnd.Live;

/// <summary>Whether the long forms of the tests are asked for.</summary>
internal static class LongForm
{
    public static bool IsAskedFor => Environment.GetEnvironmentVariable("OBSERVE_LONG") == "1";

    public static string? WhyNot => IsAskedFor ? null : "the long form only: OBSERVE_LONG=1, or tests/run.sh --long";
}
