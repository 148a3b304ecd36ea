using System.Text;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Collectors;

/// <summary>Pairs the agent's series with those of node_exporter that mean the same.</summary>
internal sealed class Comparison(Exposition ours, Exposition before, Exposition after)
{
    private readonly List<Pair> _pairs = [];
    private readonly List<string> _faults = [];

    public IReadOnlyList<Pair> Pairs => _pairs;

    public bool Agrees => _faults.Count == 0 && _pairs.TrueForAll(p => p.Agrees);

    public void Compare()
    {
        Cpu();
        Load();
        Memory();
        Swap();
        Disks();
        Filesystems();
        Network();
        Add("uptime", 1, ours.Sum("system_uptime_seconds"), e => e.Sum("node_time_seconds") - e.Sum("node_boot_time_seconds"));
    }

    /// <summary>The other's own process, which it describes itself and the agent watches.</summary>
    public void CompareProcess(string name, int id)
    {
        (string, string)[] process = [("process_executable_name", name), ("process_pid", $"{id}")];
        Add("process cpu", 0.1, ours.Sum("process_cpu_time_seconds_total", process), e => e.Sum("process_cpu_seconds_total"));
        Add("process memory", 4e6, ours.Sum("process_memory_usage_bytes", process), e => e.Sum("process_resident_memory_bytes"));
        Add("process virtual memory", 0, ours.Sum("process_memory_virtual_bytes", process), e => e.Sum("process_virtual_memory_bytes"));
        Add("process file descriptors", 3, ours.Sum("process_unix_file_descriptor_count", process), e => e.Sum("process_open_fds"));
        Add("process uptime", 1, ours.Sum("process_uptime_seconds", process),
            e => e.Sum("node_time_seconds") - e.Sum("process_start_time_seconds"));
    }

    public string Table()
    {
        var table = new StringBuilder();
        table.AppendLine($"  {"",-66} {"observe",18} {"node_exporter",18} {"and after",18}");
        _pairs.ForEach(p => table.AppendLine(p.ToString()));
        _faults.ForEach(f => table.AppendLine(f));
        return table.ToString();
    }

    private void Cpu()
    {
        SameNames("cpu_logical_number", "system_cpu_time_seconds_total", "cpu", "node_cpu_seconds_total");
        foreach (var cpu in Names("system_cpu_time_seconds_total", "cpu_logical_number"))
        {
            foreach (var mode in Names("system_cpu_time_seconds_total", "cpu_mode"))
            {
                string[] theirs = mode == "interrupt" ? ["irq", "softirq"] : [mode];
                Add($"cpu {cpu} {mode}", 0.05,
                    ours.Sum("system_cpu_time_seconds_total", ("cpu_logical_number", cpu), ("cpu_mode", mode)),
                    e => theirs.Sum(m => e.Sum("node_cpu_seconds_total", ("cpu", cpu), ("mode", m))));
            }
        }
    }

    private void Load()
    {
        Add("load 1m", 0.1, ours.Sum("system_cpu_load_average_1m"), e => e.Sum("node_load1"));
        Add("load 5m", 0.05, ours.Sum("system_cpu_load_average_5m"), e => e.Sum("node_load5"));
        Add("load 15m", 0.05, ours.Sum("system_cpu_load_average_15m"), e => e.Sum("node_load15"));
    }

    private void Memory()
    {
        Add("memory limit", 0, ours.Sum("system_memory_limit_bytes"), e => e.Sum("node_memory_MemTotal_bytes"));
        Add("memory available", 20e6, ours.Sum("system_memory_linux_available_bytes"), e => e.Sum("node_memory_MemAvailable_bytes"));
        Add("memory used", 20e6, MemoryState("used"),
            e => e.Sum("node_memory_MemTotal_bytes") - e.Sum("node_memory_MemAvailable_bytes"));
        Add("memory free", 20e6, MemoryState("free"), e => e.Sum("node_memory_MemFree_bytes"));
        Add("memory cached", 5e6, MemoryState("cached"), e => e.Sum("node_memory_Cached_bytes"));
        Add("memory buffers", 1e6, MemoryState("buffers"), e => e.Sum("node_memory_Buffers_bytes"));
    }

    private void Swap()
    {
        Add("swap used", 1e6, ours.Sum("system_paging_usage_bytes", ("system_paging_state", "used")),
            e => e.Sum("node_memory_SwapTotal_bytes") - e.Sum("node_memory_SwapFree_bytes"));
        Add("swap free", 1e6, ours.Sum("system_paging_usage_bytes", ("system_paging_state", "free")),
            e => e.Sum("node_memory_SwapFree_bytes"));
    }

    private void Disks()
    {
        SameNames("system_device", "system_disk_io_bytes_total", "device", "node_disk_read_bytes_total");
        foreach (var disk in Names("system_disk_io_bytes_total", "system_device"))
        {
            foreach (var (direction, bytes, operations, time) in new[]
            {
                ("read", "node_disk_read_bytes_total", "node_disk_reads_completed_total", "node_disk_read_time_seconds_total"),
                ("write", "node_disk_written_bytes_total", "node_disk_writes_completed_total", "node_disk_write_time_seconds_total"),
            })
            {
                (string, string)[] series = [("system_device", disk), ("disk_io_direction", direction)];
                Add($"disk {disk} {direction} bytes", 0, ours.Sum("system_disk_io_bytes_total", series), e => e.Sum(bytes, ("device", disk)));
                Add($"disk {disk} {direction} operations", 0, ours.Sum("system_disk_operations_total", series),
                    e => e.Sum(operations, ("device", disk)));
                Add($"disk {disk} {direction} time", 0.01, ours.Sum("system_disk_operation_time_seconds_total", series),
                    e => e.Sum(time, ("device", disk)));
            }

            Add($"disk {disk} busy", 0.01, ours.Sum("system_disk_io_time_seconds_total", ("system_device", disk)),
                e => e.Sum("node_disk_io_time_seconds_total", ("device", disk)));
        }
    }

    private void Filesystems()
    {
        var places = Names("system_filesystem_limit_bytes", "system_filesystem_mountpoint");
        SameNames("system_device", "system_filesystem_limit_bytes", "device", "node_filesystem_size_bytes");
        foreach (var place in places)
        {
            Add($"filesystem {place} size", 0, ours.Sum("system_filesystem_limit_bytes", ("system_filesystem_mountpoint", place)),
                e => Theirs(e, "size"));
            Add($"filesystem {place} free", 1e6, State("free"), e => Theirs(e, "avail"));
            Add($"filesystem {place} used", 1e6, State("used"), e => Theirs(e, "size") - Theirs(e, "free"));
            Add($"filesystem {place} reserved", 1e6, State("reserved"), e => Theirs(e, "free") - Theirs(e, "avail"));

            double Theirs(Exposition e, string what) => e.Sum($"node_filesystem_{what}_bytes", ("mountpoint", place));
            double State(string state) => ours.Sum("system_filesystem_usage_bytes",
                ("system_filesystem_mountpoint", place), ("system_filesystem_state", state));
        }
    }

    private void Network()
    {
        SameNames("network_interface_name", "system_network_io_bytes_total", "device", "node_network_receive_bytes_total");
        foreach (var name in Names("system_network_io_bytes_total", "network_interface_name"))
        {
            foreach (var direction in new[] { "receive", "transmit" })
            {
                foreach (var (metric, theirs) in new[]
                {
                    ("system_network_io_bytes_total", "bytes"), ("system_network_packet_count_total", "packets"),
                    ("system_network_errors_total", "errs"), ("system_network_packet_dropped_total", "drop"),
                })
                {
                    Add($"network {name} {direction} {theirs}", 0,
                        ours.Sum(metric, ("network_interface_name", name), ("network_io_direction", direction)),
                        e => e.Sum($"node_network_{direction}_{theirs}_total", ("device", name)));
                }
            }
        }
    }

    private double MemoryState(string state) => ours.Sum("system_memory_usage_bytes", ("system_memory_state", state));

    private List<string> Names(string metric, string label) =>
        [.. ours.Of(metric).Select(s => s.Labels[label]).Distinct().Order(StringComparer.Ordinal)];

    private void SameNames(string ourLabel, string ourMetric, string theirLabel, string theirMetric) =>
        Same(ourMetric, Names(ourMetric, ourLabel), [.. after.Of(theirMetric).Select(s => s.Labels[theirLabel]).Distinct()]);

    private void Same(string what, IReadOnlyList<string> our, IReadOnlyList<string> their)
    {
        if (!our.Order(StringComparer.Ordinal).SequenceEqual(their.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            _faults.Add($"! {what}: observe names {string.Join(' ', our)}, node_exporter {string.Join(' ', their)}");
        }
    }

    private void Add(string series, double little, double our, Func<Exposition, double> their) =>
        _pairs.Add(new Pair(series, our, their(before), their(after), little));
}
