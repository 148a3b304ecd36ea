using System.Text;
using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Tests.Hosting.Configuration;

public class JsonLayerTests
{
    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_allowed()
    {
        var root = Read("\uFEFF// what\n{ /* ever */ \"a\": [1, 2,], \"b\": { \"c\": true, }, // so\n}\n// end", out var faults)!;

        Assert.Empty(faults);
        Assert.Equal(["1", "2"], root.Find("a")!.Items.Select(i => i.Text));
        Assert.Equal(SettingKind.Boolean, root.Find("B")!.Find("C")!.Kind);
    }

    [Fact]
    public void Every_value_knows_its_line()
    {
        var root = Read("{\n\"a\": 1,\n\n\"b\": [\n  2,\n  3],\n\"c\": {\n\"d\": null } }", out _)!;

        Assert.Equal(2, root.Find("a")!.Origin.Line);
        Assert.Equal([5, 6], root.Find("b")!.Items.Select(i => i.Origin.Line));
        Assert.Equal(8, root.Find("c")!.Find("d")!.Origin.Line);
    }

    [Fact]
    public void A_key_given_twice_is_a_fault()
    {
        Read("{ \"a\": { \"b\": 1,\n \"B\": 2 } }", out var faults);
        Assert.Equal("a.B (file f, line 2): the key was already given in line 1", Assert.Single(faults).ToString());
    }

    [Theory]
    [InlineData("", "file f, line 1, column 1: malformed JSON")]
    [InlineData("[]", "file f, line 1: expected a JSON object")]
    [InlineData("{} {}", "file f, line 1, column 4: malformed JSON")]
    [InlineData("{ \"a\": 1,\n  b: 2 }", "file f, line 2, column 3: malformed JSON")]
    [InlineData("{ \"a\":", "file f, line 1, column 7: malformed JSON")]
    [InlineData("{ \"a\": \"\\ud800\" }", "file f, line 1: expected text")]
    public void What_is_no_JSON_object_is_refused_with_its_place(string json, string start)
    {
        Assert.Null(Read(json, out var faults));
        Assert.StartsWith(start, Assert.Single(faults).ToString());
    }

    [Fact]
    public void Depth_without_end_is_refused()
    {
        Assert.Null(Read(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)), out var faults));
        Assert.Contains("malformed JSON", Assert.Single(faults).ToString());
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused()
    {
        var faults = new List<ConfigurationFault>();
        Assert.Null(JsonLayer.Read([.. "{ \"a\": \""u8, 0xff, .. "\" }"u8], "f", faults));
        Assert.Contains("UTF-8", Assert.Single(faults).ToString());
    }

    [Fact]
    public void Whatever_is_broken_off_or_changed_is_read_or_refused_never_thrown()
    {
        var good = Encoding.UTF8.GetBytes("{ \"a\": [1, -2.5e3, \"x\\u00e4\\n\", true, null], // c\n \"b\": { \"ü\": {} } }");
        var random = new Random(20261121);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = good[..random.Next(good.Length + 1)];
            for (var i = random.Next(4); i > 0 && bytes.Length > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var faults = new List<ConfigurationFault>();
            var root = JsonLayer.Read(bytes, "f", faults);
            Assert.True(root is not null || faults.Count == 1, Encoding.UTF8.GetString(bytes));
        }
    }

    private static SettingNode? Read(string json, out List<ConfigurationFault> faults)
    {
        faults = [];
        return JsonLayer.Read(Encoding.UTF8.GetBytes(json), "f", faults);
    }
}
