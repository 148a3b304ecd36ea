using System.Globalization;

namespace Observe.EndToEnd.Live;

/// <summary>
/// What can be said about the machine that runs the tests, read by itself and not by the rules: on a busy or full one the alerts
/// about the machine are right, whatever the demo does: other tests fill disks and take processors. The worst of several looks
/// counts.
/// </summary>
internal sealed class MachineState
{
    private readonly HashSet<string> _low = new(StringComparer.Ordinal);
    private bool _isBusy;
    private bool _isShortOfMemory;

    public void Look()
    {
        var load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
        _isBusy |= load / Environment.ProcessorCount > 2;
        var memory = File.ReadLines("/proc/meminfo").Select(l => l.Split(':')).ToDictionary(l => l[0], l => l[1].Trim().Split(' ')[0], StringComparer.Ordinal);
        _isShortOfMemory |= Kilobytes("MemAvailable") / Kilobytes("MemTotal") < 0.2;

        _low.UnionWith(DriveInfo.GetDrives().Where(IsLow).Select(d => d.Name));

        double Kilobytes(string name) => double.Parse(memory[name], CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the alert says what the machine says itself.</summary>
    public bool Explains(IReadOnlyDictionary<string, string> labels) => labels["alertname"] switch
    {
        "ObserveHostCpuSaturation" => _isBusy,
        "ObserveHostMemoryPressure" => _isShortOfMemory,
        "ObserveHostDiskFull" or "ObserveHostDiskFilling" => _low.Contains(labels["mountpoint"]),
        _ => false,
    };

    private static bool IsLow(DriveInfo drive)
    {
        try
        {
            return drive.TotalSize > 0 && (double)drive.AvailableFreeSpace / drive.TotalSize < 0.4;
        }
        catch (IOException)
        {
            // Unmounted meanwhile.
            return false;
        }
    }
}
