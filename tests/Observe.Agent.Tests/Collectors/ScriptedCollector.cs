using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

/// <summary>Counts its readings, and fails when told to.</summary>
internal sealed class ScriptedCollector(string name, MetricSet metrics) : ICollector
{
    private readonly Series<long> _readings = metrics.Counter<long>(name + ".readings", null, "Readings.").Series();

    public string Name => name;

    public int Readings { get; private set; }

    public Action Before { get; set; } = () => { };

    public void Read()
    {
        Readings++;
        _readings.Set(Readings);
        Before();
    }
}
