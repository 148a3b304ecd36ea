using System.Text.Json;

namespace Observe.Agent.Tests.Commands.Patterns;

public sealed class PatternsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunningCommand _observe;

    public PatternsCommandTests() => _observe = new RunningCommand(_folder);

    public void Dispose()
    {
        _observe.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task List_shows_the_most_frequent_first_and_filters()
    {
        await ReadLogAsync();
        Assert.Equal(0, await _observe.RunAsync("patterns", "list", "--data", _folder["data"]));
        Assert.Equal(2, _observe.Output.Length);
        Assert.EndsWith("connection <*> refused", _observe.Output[0]);
        Assert.EndsWith("disk almost full", _observe.Output[1]);

        await _observe.RunAsync("patterns", "list", "--data", _folder["data"], "--level", "warn");
        Assert.EndsWith("disk almost full", Assert.Single(_observe.Output));
        await _observe.RunAsync("patterns", "list", "--data", _folder["data"], "--contains", "CONNECTION");
        Assert.EndsWith("connection <*> refused", Assert.Single(_observe.Output));
        await _observe.RunAsync("patterns", "list", "--data", _folder["data"], "--most", "1");
        Assert.Single(_observe.Output);
    }

    [Fact]
    public async Task Show_tells_all_of_one_pattern()
    {
        await ReadLogAsync();
        await _observe.RunAsync("patterns", "list", "--data", _folder["data"], "--json");
        var first = JsonDocument.Parse(Assert.Single(_observe.Output)).RootElement[0];
        Assert.Equal(2, first.GetProperty("count").GetInt64());
        Assert.Equal(2, first.GetProperty("levels").GetProperty("error").GetInt64());
        Assert.Equal("2026-11-21T10:00:00Z", first.GetProperty("first_seen").GetString());

        Assert.Equal(0, await _observe.RunAsync("patterns", "show", first.GetProperty("id").GetString()!, "--data", _folder["data"]));
        Assert.Contains(_observe.Output, l => l.EndsWith("connection 1 refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_id_is_named_with_the_way_out()
    {
        await ReadLogAsync();
        Assert.Equal(1, await _observe.RunAsync("patterns", "show", "ffffffffffff", "--data", _folder["data"]));
        Assert.Contains("no pattern 'ffffffffffff'; 'observe patterns list'", _observe.Error);
    }

    [Fact]
    public async Task Assign_gives_every_record_of_any_level_its_pattern_in_order()
    {
        var file = _folder.Write("a.log", "INFO user 1 came\nERROR disk full\nINFO user 2 came\n\nINFO user 3 came");
        Assert.Equal(0, await _observe.RunAsync("patterns", "assign", file, "--final"));
        var ids = _observe.Output;
        Assert.Equal(5, ids.Length);
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{12}$", id));
        Assert.Equal([ids[0], ids[0]], [ids[2], ids[4]]);
        Assert.NotEqual(ids[0], ids[1]);
    }

    [Theory]
    [InlineData("missing.log", "cannot be opened")]
    [InlineData("binary.log", "is no text")]
    public async Task A_file_that_cannot_be_read_is_named(string name, string why)
    {
        File.WriteAllBytes(_folder["binary.log"], new byte[100]);
        Assert.Equal(1, await _observe.RunAsync("patterns", "assign", _folder[name]));
        Assert.Contains($"{_folder[name]} {why}", _observe.Error);
    }

    private async Task ReadLogAsync()
    {
        var log = _folder.Write(
            "a.log",
            "2026-11-21 10:00:00 ERROR connection 1 refused\n2026-11-21 10:00:01 WARN disk almost full\n2026-11-21 10:00:02 ERROR connection 2 refused\n");
        Assert.Equal(0, await _observe.RunAsync("process", "--watch", log, "--data", _folder["data"]));
    }
}
