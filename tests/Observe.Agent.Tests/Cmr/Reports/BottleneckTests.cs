using Observe.Agent.Cmr.Activity;
using Observe.Agent.Cmr.Reports;

namespace Observe.Agent.Tests.Cmr.Reports;

public class BottleneckTests
{
    private readonly CmrActivity _activity = new();

    [Fact]
    public void The_slow_layer_is_named_with_its_figures()
    {
        Capture(0, 0.01, 10);
        Capture(1, 0.02, 10);
        Capture(2, 0.03, 10);
        Capture(3, 0.1, 10);

        Assert.Equal(new Bottleneck(3, "capture", 0.1, 0.02, 5, 0.625), Rounded());
    }

    [Fact]
    public void A_layer_less_than_twice_as_slow_is_none()
    {
        Capture(0, 0.1, 10);
        Capture(1, 0.199, 10);
        Assert.Null(Bottleneck.Of(_activity));
    }

    [Fact]
    public void Few_captures_name_nobody()
    {
        Capture(0, 0.1, 10);
        Capture(1, 9, 4);
        Assert.Null(Bottleneck.Of(_activity));
    }

    [Fact]
    public void What_loses_the_most_time_comes_first()
    {
        Capture(0, 0.00001, 10);
        Capture(1, 0.0001, 10);
        _activity.Layer(0)!.ReconstructionTimes.Add(0.1, 10);
        _activity.Layer(1)!.ReconstructionTimes.Add(0.3, 10);

        Assert.Equal((1, "reconstruction"), (Bottleneck.Of(_activity)!.Layer, Bottleneck.Of(_activity)!.Phase));
    }

    private void Capture(int layer, double seconds, long count) => _activity.Layer(layer)!.CaptureTimes.Add(seconds, count);

    private Bottleneck? Rounded() => Bottleneck.Of(_activity) is { } b
        ? b with { Seconds = Math.Round(b.Seconds, 9), Others = Math.Round(b.Others, 9), Ratio = Math.Round(b.Ratio, 9), Share = Math.Round(b.Share, 9) }
        : null;
}
