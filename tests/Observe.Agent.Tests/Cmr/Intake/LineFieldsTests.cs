using System.Text;
using Observe.Agent.Cmr.Intake;

namespace Observe.Agent.Tests.Cmr.Intake;

public class LineFieldsTests
{
    [Theory]
    [InlineData("capture_time=4.5ms", 0.0045)]
    [InlineData("capture_time=0.25", 0.25)]
    [InlineData("capture_time=2s", 2)]
    [InlineData("capture_time=15us", 0.000015)]
    [InlineData("capture_time=15µs", 0.000015)]
    [InlineData("capture_time=15ns", 0.000000015)]
    [InlineData("capture_time_ms=7", 0.007)]
    [InlineData("{\"capture_time\": 0.5, \"x\":1}", 0.5)]
    [InlineData("{\\\"capture_time\\\":0.5}", 0.5)]
    [InlineData("capture_time: 0.5", 0.5)]
    [InlineData("avg_capture_time=9 capture_time=1", 1)]
    public void Durations_are_read_with_their_unit(string line, double seconds) =>
        Assert.Equal(seconds, Fields(line).Seconds("capture_time"u8)!.Value, 15);

    [Theory]
    [InlineData("avg_capture_time=9")]
    [InlineData("capture_times=9")]
    [InlineData("capture_time")]
    [InlineData("capture_time=")]
    [InlineData("capture_time=fast")]
    [InlineData("capture_time=-1")]
    [InlineData("capture_time=NaN")]
    [InlineData("capture_time=1e300")]
    [InlineData("capture_time=86401")]
    [InlineData("capture_time of layer 3")]
    public void What_is_no_duration_is_none(string line) => Assert.Null(Fields(line).Seconds("capture_time"u8));

    [Theory]
    [InlineData("layer=7", 7)]
    [InlineData("layer=-7", null)]
    [InlineData("layer=9999999", null)]
    [InlineData("player=7", null)]
    public void Layers_are_whole_numbers(string line, int? layer) => Assert.Equal(layer, Fields(line).Integer("layer"u8));

    [Theory]
    [InlineData("quality=0.5", 0.5)]
    [InlineData("quality=1.01", null)]
    [InlineData("quality=-0.1", null)]
    public void Qualities_are_from_0_to_1(string line, double? quality) => Assert.Equal(quality, Fields(line).Ratio("quality"u8));

    private static LineFields Fields(string line) => new(Encoding.UTF8.GetBytes(line));
}
