using System.Diagnostics.Metrics;
using Observe.Agent.Metrics;

namespace Observe.Agent.Tests.Metrics;

public sealed class ComponentMetricsTests : IDisposable
{
    private readonly List<string> _measured = [];
    private readonly MeterListener _listener = new();
    private readonly ComponentMetrics _components = new();

    public ComponentMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _components.Meter)
            {
                listener.EnableMeasurementEvents(instrument, _components);
            }
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Note(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Note(i, value, tags));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _components.Dispose();
    }

    [Fact]
    public void Counters_are_born_at_zero()
    {
        _components.Begin("part", "one", "other");
        Assert.Equal(
            [
                "observe.component.received 0 part", "observe.component.sent 0 part", "observe.component.dropped 0 part",
                "observe.component.errors 0 part one", "observe.component.errors 0 part other",
            ],
            _measured);
    }

    [Fact]
    public void What_a_component_does_is_counted_under_its_name()
    {
        _components.Received("part", 3);
        _components.Sent("part", 2);
        _components.Failed("part", "why");
        _components.Took("part", TimeSpan.FromMilliseconds(250));
        Assert.Equal(
            ["observe.component.received 3 part", "observe.component.sent 2 part", "observe.component.errors 1 part why", "observe.component.duration 0.25 part"],
            _measured);
    }

    private void Note(Instrument instrument, IFormattable value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Add($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(t => t.Value))}");
}
