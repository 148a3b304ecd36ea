using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Observe.Benchmarks.Process;

/// <summary>A whole process run to its end: CPU seconds of user and system together, peak memory, and what it printed.</summary>
internal sealed partial record MeasuredProcess(double CpuSeconds, double PeakMegabytes, string Output)
{
    private const int Children = -1;

    /// <summary>Runs one program; no other child of this process may end meanwhile, because the kernel adds them all up.</summary>
    public static async Task<MeasuredProcess> RunAsync(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var before = CpuSecondsOfChildren();
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var end = process.WaitForExitAsync();
        double peak = 0;
        while (await Task.WhenAny(end, Task.Delay(10)) != end)
        {
            peak = PeakSoFar(process.Id) ?? peak;
        }

        await end;
        return process.ExitCode == 0
            ? new MeasuredProcess(CpuSecondsOfChildren() - before, peak, await output)
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}{await output}");
    }

    /// <summary>The kernel's own high-water mark, so that a poll between two moments misses nothing but the last one.</summary>
    private static double? PeakSoFar(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? null : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double CpuSecondsOfChildren()
    {
        // struct rusage: user seconds and microseconds, system seconds and microseconds, then fourteen more numbers.
        Span<long> usage = stackalloc long[18];
        return GetResourceUsage(Children, ref MemoryMarshal.GetReference(usage)) == 0
            ? usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6)
            : throw new InvalidOperationException("getrusage failed");
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, ref long usage);
}
