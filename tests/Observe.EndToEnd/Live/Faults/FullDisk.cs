using Observe.EndToEnd.BadInput;

namespace Observe.EndToEnd.Live.Faults;

/// <summary>A filesystem of eight megabytes is written to until nothing fits.</summary>
internal sealed class FullDisk : IFault
{
    private SmallDisk? _disk;

    public IReadOnlyDictionary<string, string> Alert { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public async Task PrepareAsync(LiveStack stack)
    {
        _disk = await SmallDisk.MountAsync(stack.Home.Make("disk"), "8m");
        Alert = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alertname"] = "ObserveHostDiskFull", ["severity"] = "critical", ["mountpoint"] = _disk.Path, ["job"] = "node",
        };
    }

    public Task BeginAsync(LiveStack stack)
    {
        SmallDisk.Fill(Path.Combine(_disk!.Path, "fill"));
        return Task.CompletedTask;
    }

    public Task EndAsync(LiveStack stack)
    {
        File.Delete(Path.Combine(_disk!.Path, "fill"));
        return Task.CompletedTask;
    }

    public void Dispose() => _disk?.Dispose();
}
