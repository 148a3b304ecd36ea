using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Boards;

/// <summary>The machine: memory, processors, disks, network, processes.</summary>
internal static class HostBoard
{
    public static Dashboard Make() => new("host", "Host")
    {
        Question = "Does a machine run short of memory, processors, disk or network, and which process takes them?",
        When = "a host alert fires, models get slow without more traffic, or something was killed.",
        Variables =
        [
            new("instance", "Instance", """up{host!=""}"""),
            // An agent and an exporter that read one machine differ in instance; panels show the machine.
            new("host", "Machine", """up{instance=~"$instance"}""") { IsHidden = true },
        ],
        Rows = [Memory(), Processors(), Disks(), Network(), Processes()],
    };

    private static Row Memory() => new("Memory",
        new Panel(1, "Memory used", Units.Share, new Chart { Max = 1 },
            new Query("""instance:host_memory_used:ratio{host=~"$host"}""", "{{instance}}"))
        {
            Description = "The share of memory in use, without what the kernel gives back at once. From 95 % on it reclaims, and soon kills.",
            NoValue = "No machine is read",
            Thresholds = Thresholds.Above(0.80, 0.95), Alerts = ["ObserveHostMemoryPressure"],
        },
        new Panel(20, "What memory is used for", Units.Bytes, new Chart { IsStacked = true },
            new Query("""sum by (system_memory_state) (system_memory_usage_bytes{host=~"$host"})""", "{{system_memory_state}}"))
        {
            Description = "Memory by what holds it. Cached and buffers are given back when asked for; used is not.",
            NoValue = "No agent reads this machine",
        },
        new Panel(2, "Container memory", Units.Share, new Chart { Max = 1 },
            new Query("""container_memory_working_set_bytes{host=~"$host"} / container_memory_limit_bytes{host=~"$host"}""", "{{instance}}"))
        {
            Description = "The working set of the agent's container by its limit. At the limit the kernel kills.",
            NoValue = "No container with a memory limit",
            EmptyWhen = "the agent runs in no container, or in one without a memory limit.",
            Thresholds = Thresholds.Above(0.80, 0.95), Alerts = ["ObserveContainerMemoryPressure"],
        })
    {
        Purpose = "Pressure first, then who holds it.",
    };

    private static Row Processors() => new("Processors",
        new Panel(6, "Load and processors used", Units.Share, new Chart(),
            new Query("""instance:host_load1_per_cpu:ratio{host=~"$host"}""", "load a processor, {{instance}}") { Thresholds = Thresholds.Above((2, Severity.Warning)) },
            new Query("""instance:host_cpu_used:ratio_rate5m{host=~"$host"}""", "used, {{instance}}"))
        {
            Description = "Load of a minute for each processor (200 %: two threads compete for each), and the share of processor time in use. Both high: saturated.",
            NoValue = "No machine is read",
            Thresholds = Thresholds.Above((0.90, Severity.Warning)), Alerts = ["ObserveHostCpuSaturation"],
        },
        new Panel(21, "What processors do", Units.Share, new Chart { IsStacked = true, Max = 1 },
            new Query("""avg by (cpu_mode) (system_cpu_utilization_ratio{host=~"$host", cpu_mode!="idle"})""", "{{cpu_mode}}"))
        {
            Description = "Processor time by mode, without idle. High iowait: disks. High steal: the neighbours of a virtual machine.",
            NoValue = "No agent reads this machine",
        },
        new Panel(8, "Processors used by processes", Units.Share, new Chart(),
            new Query("""topk(8, instance_process:cpu_seconds:rate5m{host=~"$host"} / on (host) group_left () max by (host) (instance:host_cpus:count))""", "{{process}}"))
        {
            Description = "The eight programs that take most processor time, as a share of the machine.",
            NoValue = "No process is watched",
            Thresholds = Thresholds.Above((0.5, Severity.Info)), Alerts = ["ObserveProcessBottleneck"],
        })
    {
        Purpose = "Whether work waits for processors, and who keeps them.",
    };

    private static Row Disks() => new("Disks",
        new Panel(5, "Free space", Units.Share, new Bars(1),
            new Query("""sort(instance_mountpoint:filesystem_free:ratio{host=~"$host"})""", "{{mountpoint}} ({{instance}})"))
        {
            Description = "What is left of each filesystem that can be written to.",
            NoValue = "No filesystem is read",
            Thresholds = Thresholds.Below(0.10, 0.05), Alerts = ["ObserveHostDiskFull"],
        },
        new Panel(4, "Free space and where it leads", Units.Bytes, new Chart { FromZero = false },
            new Query("""instance_mountpoint:filesystem_free:bytes{host=~"$host"}""", "{{mountpoint}} now"),
            new Query("""predict_linear(instance_mountpoint:filesystem_free:bytes{host=~"$host"}[6h], 24 * 3600) and instance_mountpoint:filesystem_free:bytes""", "{{mountpoint}} in a day") { IsReference = true },
            new Query("""predict_linear(instance_mountpoint:filesystem_free:bytes{host=~"$host"}[1h], 4 * 3600) and instance_mountpoint:filesystem_free:bytes""", "{{mountpoint}} in four hours") { IsReference = true })
        {
            Description = "Free space, and what will be free in a day and in four hours if it goes on like this. A dashed line below zero: it fills up.",
            NoValue = "No filesystem is read",
            Thresholds = Thresholds.Below((0, Severity.Critical)), Alerts = ["ObserveHostDiskFilling"],
        },
        new Panel(22, "How busy disks are", Units.Share, new Chart { Max = 1 },
            new Query("""rate(system_disk_io_time_seconds_total{host=~"$host"}[$__rate_interval])""", "{{system_device}}"))
        {
            Description = "The share of time in which a disk had something to do. Near 100 % requests wait, unless it is an SSD that works on many at once.",
            NoValue = "No disk is read",
        },
        new Panel(23, "Read and written", Units.BytesPerSecond, new Chart(),
            new Query("""sum by (system_device, disk_io_direction) (rate(system_disk_io_bytes_total{host=~"$host"}[$__rate_interval]))""", "{{disk_io_direction}} {{system_device}}"))
        {
            Description = "Bytes a second that disks read and write.",
            NoValue = "No disk is read",
            Width = 12,
        },
        new Panel(24, "How long a disk takes", Units.Seconds, new Chart(),
            new Query("""
                sum by (system_device, disk_io_direction) (rate(system_disk_operation_time_seconds_total{host=~"$host"}[$__rate_interval]))
                  / (sum by (system_device, disk_io_direction) (rate(system_disk_operations_total{host=~"$host"}[$__rate_interval])) > 0)
                """, "{{disk_io_direction}} {{system_device}}"))
        {
            Description = "The mean time of a read or write, waiting included.",
            NoValue = "No disk has done anything",
            Width = 12,
        })
    {
        Purpose = "Space, its future, and whether disks keep up.",
    };

    private static Row Network() => new("Network",
        new Panel(25, "Sent and received", Units.BytesPerSecond, new Chart(),
            new Query("""sum by (network_interface_name, network_io_direction) (rate(system_network_io_bytes_total{host=~"$host", network_interface_name!~"lo|veth.*|br-.*|docker.*"}[$__rate_interval]))""", "{{network_io_direction}} {{network_interface_name}}"))
        {
            Description = "Bytes a second by interface and direction, without those of containers.",
            NoValue = "No interface is read",
        },
        new Panel(7, "Network errors", Units.Share, new Chart(),
            new Query("""topk(10, instance_device_direction:network_errors:ratio_rate5m{host=~"$host"})""", "{{direction}} {{device}}"))
        {
            Description = "The share of packets that are damaged, on the ten worst interfaces with a packet a second at least.",
            NoValue = "No interface with a packet a second",
            EmptyWhen = "no interface has a packet a second.",
            Thresholds = Thresholds.Above(0.01, 0.10), Alerts = ["ObserveHostNetworkErrors"],
        },
        new Panel(26, "Packets dropped", Units.Number, new Chart { Axis = "packets/s" },
            new Query("""sum by (network_interface_name, network_io_direction) (rate(system_network_packet_dropped_total{host=~"$host", network_interface_name!~"lo|veth.*|br-.*|docker.*"}[$__rate_interval]))""", "{{network_io_direction}} {{network_interface_name}}"))
        {
            Description = "Packets a second that the kernel gave up: mostly because somebody did not read in time. Without the interfaces of containers.",
            NoValue = "No interface is read",
        })
    {
        Purpose = "Traffic, damage and loss.",
    };

    private static Row Processes() => new("Processes",
        new Panel(3, "Memory of processes", Units.Bytes, new Chart(),
            new Query("""topk(8, instance_process:memory_resident:bytes{host=~"$host"})""", "{{process}}"))
        {
            Description = "The resident memory of the eight largest programs, of one process each. A floor that rises for hours is a leak.",
            NoValue = "No process is watched",
            Alerts = ["ObserveProcessMemoryLeak"], Width = 12,
        },
        new Panel(27, "Who takes what", Units.None,
            new Table(
                new Column("process", "Program"),
                new Column("A", "Processors") { Unit = Units.Number, Width = 110 },
                new Column("B", "Memory") { Unit = Units.Bytes, Width = 110 },
                new Column("C", "Processes") { Unit = Units.None, Width = 100 },
                new Column("D", "Open files") { Unit = Units.Number, Width = 100 })
            { SortBy = "Memory" },
            new Query("""max by (process) (instance_process:cpu_seconds:rate5m{host=~"$host"}) > 0"""),
            new Query("""max by (process) (instance_process:memory_resident:bytes{host=~"$host"}) > 0"""),
            new Query("""sum by (process) (label_replace(namedprocess_namegroup_num_procs{host=~"$host"}, "process", "$1", "groupname", "(.*)")) > 0"""),
            new Query("""
                max by (process) (label_replace(namedprocess_namegroup_open_filedesc{host=~"$host"} > 0, "process", "$1", "groupname", "(.*)"))
                  or max by (process) (label_replace(process_unix_file_descriptor_count{host=~"$host"}, "process", "$1", "process_executable_name", "(.*)"))
                """))
        {
            Description = "Every program: processors it keeps busy, memory of one of its processes, how many there are, open files.",
            NoValue = "No process is watched",
            Width = 12,
        })
    {
        Purpose = "Names for what is above.",
    };
}
