using System.Globalization;
using Observe.EndToEnd.BadInput;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Live.Faults;

/// <summary>
/// An agent in a memory cgroup with a limit, as in a container, and beside it in the same cgroup a program that takes what is left:
/// it writes a file in memory, which belongs to the cgroup until it is deleted.
/// </summary>
internal sealed class MemoryHog : IFault
{
    private const string Name = "hog";
    private const int LimitMegabytes = 1000;
    private const double Wanted = 0.962;

    /// <summary>The agent reads the host anew only when its last reading has some age.</summary>
    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(6);

    private MemoryCgroup? _cgroup;
    private SmallDisk? _memory;
    private RunningAgent? _agent;

    public IReadOnlyDictionary<string, string> Alert { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public async Task PrepareAsync(LiveStack stack)
    {
        _cgroup = MemoryCgroup.TryMake(LimitMegabytes * 1024L * 1024);
        Assert.NotNull(_cgroup);
        _memory = await SmallDisk.MountAsync(stack.Home.Make("memory"), $"{LimitMegabytes}m");
        _agent = await stack.AddPatientAsync(Name, (program, arguments) =>
            StartInside(program, [AgentProgram.Executable, .. arguments, "--watch", $"{stack.Home[Name]}/*.log"]));
        Alert = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alertname"] = "ObserveContainerMemoryPressure", ["severity"] = "critical", ["instance"] = _agent.Address,
        };
    }

    public async Task BeginAsync(LiveStack stack)
    {
        for (var i = 0; await UsedAsync() is var used && used < Wanted; i++)
        {
            Assert.True(i < 20, $"the cgroup does not fill: {used:P1}");
            // In steps: the agent's own memory moves meanwhile, and at the limit the kernel kills.
            var megabytes = (int)Math.Ceiling((Wanted - used) * LimitMegabytes * 0.7);
            using var hog = StartInside(new AgentProgram(stack.Home),
                ["dd", "if=/dev/zero", $"of={_memory!.Path}/{i.ToString(CultureInfo.InvariantCulture)}", "bs=1M", string.Create(CultureInfo.InvariantCulture, $"count={megabytes}")]);
            var code = await hog.WaitAsync();
            Assert.True(code == 0, $"dd ended with {code} at {used:P1}: {hog.Everything}");
            await Task.Delay(Reading);
        }
    }

    public Task EndAsync(LiveStack stack)
    {
        foreach (var file in Directory.EnumerateFiles(_memory!.Path))
        {
            File.Delete(file);
        }

        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _agent?.Dispose();
        _memory?.Dispose();
        _cgroup?.Dispose();
    }

    private ChildProcess StartInside(AgentProgram program, IEnumerable<string> command) =>
        new("/bin/sh", ["-c", "echo $$ > \"$0\" && exec \"$@\"", _cgroup!.Members, .. command], environment: program.Environment);

    private async Task<double> UsedAsync()
    {
        var metrics = await _agent!.MetricsAsync();
        Assert.Equal(LimitMegabytes * 1024.0 * 1024, metrics.Sum("container_memory_limit_bytes"));
        return metrics.Sum("container_memory_working_set_bytes") / metrics.Sum("container_memory_limit_bytes");
    }
}
