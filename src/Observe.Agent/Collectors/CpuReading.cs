using Observe.Agent.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>What the last reading knew of one logical CPU, and its series.</summary>
internal sealed class CpuReading
{
    private static readonly string[] Modes = ["user", "nice", "system", "idle", "iowait", "interrupt", "steal"];

    /// <summary>The kernel's own accounting lets idle and iowait go back by a little; more than this is a restart of the CPU.</summary>
    private const long SmallStepBack = 3 * (long)CpuCollector.TicksPerSecond;

    private readonly Series<double>[] _time;
    private readonly Series<double>[] _utilization;
    private readonly long[] _ticks = new long[Modes.Length];
    private bool _wasRead;

    public CpuReading(int number, SeriesSet<double> time, SeriesSet<double> utilization)
    {
        _time = [.. Modes.Select(m => time.Series(Attributes(m, number)))];
        _utilization = [.. Modes.Select(m => utilization.Series(Attributes(m, number)))];
    }

    /// <summary>Takes the fields behind the name: user nice system idle iowait irq softirq steal.</summary>
    public void Read(ref Fields fields)
    {
        Span<long> now = stackalloc long[Modes.Length];
        for (var mode = 0; mode < 5; mode++)
        {
            now[mode] = fields.NextNumber();
        }

        now[5] = fields.NextNumber() + fields.NextNumber();
        now[6] = fields.NextNumber();

        Span<long> spent = stackalloc long[Modes.Length];
        var elapsed = 0L;
        for (var mode = 0; mode < Modes.Length; mode++)
        {
            var step = now[mode] - _ticks[mode];
            if (step < 0 && step > -SmallStepBack)
            {
                now[mode] = _ticks[mode];
            }

            spent[mode] = Math.Max(step, 0);
            elapsed += spent[mode];
            _ticks[mode] = now[mode];
            _time[mode].Set(now[mode] / CpuCollector.TicksPerSecond);
        }

        for (var mode = 0; mode < Modes.Length && _wasRead && elapsed > 0; mode++)
        {
            _utilization[mode].Set((double)spent[mode] / elapsed);
        }

        _wasRead = true;
    }

    private static KeyValuePair<string, object?>[] Attributes(string mode, int number) =>
        [new(MetricNames.CpuMode, mode), new(MetricNames.CpuLogicalNumber, (long)number)];
}
