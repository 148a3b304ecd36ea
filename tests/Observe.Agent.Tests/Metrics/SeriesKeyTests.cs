using System.Text.Json;
using Observe.Agent.Metrics;

namespace Observe.Agent.Tests.Metrics;

public class SeriesKeyTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("a \"quoted\", \\ and [brackets]")]
    [InlineData("日本 🙂 \u0001 \n")]
    public void The_stored_form_reads_back_as_the_same_key(string value)
    {
        var key = new SeriesKey("metric", new("name", value), new("other", "x"));
        var read = SeriesKey.Parse("metric", key.AttributesText);
        Assert.Equal(key, read);
        Assert.Equal(key.GetHashCode(), read.GetHashCode());
        Assert.Equal(value, read["name"]);
        Assert.Equal(key.AttributesText, read.AttributesText);
    }

    [Fact]
    public void Keys_differ_by_metric_by_name_and_by_value()
    {
        var key = new SeriesKey("metric", new KeyValuePair<string, string>("a", "b"));
        Assert.NotEqual(key, new SeriesKey("other", new KeyValuePair<string, string>("a", "b")));
        Assert.NotEqual(key, new SeriesKey("metric", new KeyValuePair<string, string>("b", "b")));
        Assert.NotEqual(key, new SeriesKey("metric", new KeyValuePair<string, string>("a", "a")));
        Assert.NotEqual(key, new SeriesKey("metric"));
    }

    [Fact]
    public void An_attribute_that_is_not_there_is_empty() =>
        Assert.Equal("", new SeriesKey("metric", new KeyValuePair<string, string>("a", "b"))["b"]);

    [Theory]
    [InlineData("null")]
    [InlineData("[\"a\"]")]
    [InlineData("{}")]
    [InlineData("no list")]
    public void What_is_not_the_stored_form_is_refused(string text) =>
        Assert.ThrowsAny<JsonException>(() => SeriesKey.Parse("metric", text));
}
