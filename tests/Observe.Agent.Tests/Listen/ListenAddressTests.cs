using Observe.Agent.Listen;

namespace Observe.Agent.Tests.Listen;

public class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:9464", "127.0.0.1", 9464)]
    [InlineData(":8080", "127.0.0.1", 8080)]
    [InlineData(":0", "127.0.0.1", 0)]
    [InlineData("0.0.0.0:1", "0.0.0.0", 1)]
    [InlineData("[::1]:65535", "::1", 65535)]
    [InlineData("[::]:80", "::", 80)]
    [InlineData("localhost:80", "localhost", 80)]
    [InlineData("my-host.example:80", "my-host.example", 80)]
    public void Host_and_port_are_read_and_a_port_alone_is_loopback(string text, string host, int port)
    {
        Assert.True(ListenAddress.TryParse(text, out var address));
        Assert.Equal(new ListenAddress(host, port), address);
        Assert.True(ListenAddress.TryParse(address.ToString(), out var again));
        Assert.Equal(address, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("9464")]
    [InlineData("host")]
    [InlineData("host:")]
    [InlineData("host:http")]
    [InlineData("host:65536")]
    [InlineData("host:-1")]
    [InlineData("::1:80")]
    [InlineData("[127.0.0.1]:80")]
    [InlineData("[::1]")]
    [InlineData("1.2.3:80")]
    [InlineData("1.2.3.400:80")]
    [InlineData("http://host:80")]
    [InlineData("ho st:80")]
    [InlineData("*:80")]
    public void Anything_else_is_refused(string text) => Assert.False(ListenAddress.TryParse(text, out _));

    [Theory]
    [InlineData("127.0.0.1:1", true)]
    [InlineData("127.8.8.8:1", true)]
    [InlineData("localhost:1", true)]
    [InlineData("[::1]:1", true)]
    [InlineData(":1", true)]
    [InlineData("0.0.0.0:1", false)]
    [InlineData("[::]:1", false)]
    [InlineData("10.0.0.1:1", false)]
    [InlineData("localhost.example:1", false)]
    public void Only_what_this_machine_alone_can_reach_is_loopback(string text, bool loopback)
    {
        Assert.True(ListenAddress.TryParse(text, out var address));
        Assert.Equal(loopback, address.IsLoopback);
    }

    [Theory]
    [InlineData("127.0.0.1:1", "http://127.0.0.1:1/")]
    [InlineData("0.0.0.0:1", "http://127.0.0.1:1/")]
    [InlineData("[::]:1", "http://[::1]:1/")]
    [InlineData("10.0.0.1:1", "http://10.0.0.1:1/")]
    public void A_client_on_this_machine_asks_an_interface_that_it_reaches(string text, string local)
    {
        Assert.True(ListenAddress.TryParse(text, out var address));
        Assert.Equal(local, address.Local.ToString());
    }
}
