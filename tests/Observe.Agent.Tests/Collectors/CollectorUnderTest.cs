using System.Diagnostics.Metrics;
using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

/// <summary>One collector on a fixture, with a meter of its own.</summary>
internal sealed class CollectorUnderTest : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly MetricSet _metrics;
    private readonly ICollector _collector;

    public CollectorUnderTest(string fixture, Func<HostFiles, MetricSet, ICollector> make)
    {
        Host = new HostFixture(fixture);
        _metrics = new MetricSet(_meter);
        _collector = make(Host.Files, _metrics);
    }

    public HostFixture Host { get; }

    /// <summary>Reads once and collects; a failure of the collector is thrown.</summary>
    public Collected Read()
    {
        ReadOnly();
        return Collected.From(_meter);
    }

    public void ReadOnly()
    {
        try
        {
            _collector.Read();
            _metrics.Publish();
        }
        catch
        {
            _metrics.Withdraw();
            throw;
        }
    }

    public void Dispose()
    {
        Host.Dispose();
        _meter.Dispose();
    }
}
