using System.Text;
using Observe.Agent.Records;

namespace Observe.Agent.Demo;

/// <summary>One service: what it does becomes lines of its own log file.</summary>
internal sealed class DemoService(DemoLogFile file, DemoFormat format, params DemoProvider[] providers) : IDisposable
{
    private static readonly LogLevel[] Levels = [LogLevel.Debug, LogLevel.Info, LogLevel.Warn, LogLevel.Error];

    private readonly StringBuilder _pending = new();

    /// <summary>Says one thing of every level for every provider.</summary>
    public void Introduce(DateTimeOffset time, DemoTraffic traffic)
    {
        foreach (var provider in providers)
        {
            foreach (var level in Levels)
            {
                format(_pending, traffic.Request(time, provider, level), traffic);
            }
        }
    }

    public void Write(DateTimeOffset time, DemoTraffic traffic) =>
        format(_pending, traffic.Request(time, traffic.Choose<DemoProvider>(providers)), traffic);

    /// <summary>Writes what is pending and says how many lines that was.</summary>
    public int Flush()
    {
        var lines = file.Append(_pending);
        _pending.Clear();
        return lines;
    }

    public void Dispose() => file.Dispose();
}
