using System.Globalization;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Load;

/// <summary>What a running process has used, from the kernel.</summary>
internal static class ProcessUse
{
    private const int TicksASecond = 100;

    /// <summary>CPU seconds so far, user and system together.</summary>
    public static double CpuSeconds(ChildProcess process) => CpuSeconds($"/proc/{process.Id}");

    /// <summary>The same of each thread that is alive.</summary>
    public static IEnumerable<(string Thread, double Seconds)> ThreadCpuSeconds(ChildProcess process) =>
        Directory.GetDirectories($"/proc/{process.Id}/task").Select(t => (t, CpuSeconds(t)));

    private static double CpuSeconds(string directory)
    {
        // After the name in brackets, which can hold anything: user and system ticks are the 14th and 15th fields of all.
        var stat = File.ReadAllText(Path.Combine(directory, "stat"));
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / (double)TicksASecond;
    }

    public static double PeakMegabytes(ChildProcess process) => Megabytes(process, "VmHWM:");

    public static double Megabytes(ChildProcess process) => Megabytes(process, "VmRSS:");

    private static double Megabytes(ChildProcess process, string field)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
