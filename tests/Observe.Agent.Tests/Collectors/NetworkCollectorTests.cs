using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class NetworkCollectorTests
{
    [Fact]
    public void Both_directions_of_each_interface_are_read_with_or_without_a_space_behind_the_colon()
    {
        using var network = Network();
        var read = network.Read();
        const string receive = "{network.interface.name=eth0,network.io.direction=receive}";
        const string transmit = "{network.interface.name=eth0,network.io.direction=transmit}";
        Assert.Equal(164670819, read["system.network.io" + receive]);
        Assert.Equal(4103, read["system.network.packet.count" + receive]);
        Assert.Equal(1, read["system.network.errors" + receive]);
        Assert.Equal(2, read["system.network.packet.dropped" + receive]);
        Assert.Equal(230599, read["system.network.io" + transmit]);
        Assert.Equal(2753, read["system.network.packet.count" + transmit]);
        Assert.Equal(3, read["system.network.errors" + transmit]);
        Assert.Equal(4, read["system.network.packet.dropped" + transmit]);
        Assert.Equal(25293, read["system.network.io{network.interface.name=lo,network.io.direction=receive}"]);
        Assert.Equal(6, read.Of("system.network.io").Count());
    }

    [Fact]
    public void An_interface_that_is_gone_is_no_longer_reported()
    {
        using var network = Network();
        network.Read();
        network.Host.Replace("proc/self/net/dev", "ifb0", "veth9");
        var read = network.Read();
        Assert.True(read.Has("system.network.io{network.interface.name=veth9,network.io.direction=receive}"));
        Assert.False(read.Has("system.network.io{network.interface.name=ifb0,network.io.direction=receive}"));
    }

    [Fact]
    public void A_malformed_line_is_a_failure_and_a_missing_file_is_not()
    {
        using var network = Network();
        network.Host.Write("proc/self/net/dev", " eth0: 1 2 3\n");
        Assert.Throws<InvalidDataException>(network.ReadOnly);
        network.Host.Delete("proc/self/net/dev");
        Assert.Empty(network.Read().Series);
    }

    private static CollectorUnderTest Network() =>
        new("host", (files, metrics) => new NetworkCollector(files, metrics, NullLogger.Instance));
}
