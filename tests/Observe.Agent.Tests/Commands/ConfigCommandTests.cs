using System.Text.Json;
using Observe.Agent.Commands;
using Observe.Agent.Tests.Hosting.Configuration;

namespace Observe.Agent.Tests.Commands;

public sealed class ConfigCommandTests : IDisposable
{
    private readonly ConfigurationFixture _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task It_prints_each_value_with_where_it_was_given()
    {
        var file = _here.Write("""{ "tail": { "maxLineBytes": "64KiB" } }""");
        _here.Variables["OBSERVE__LOG__LEVEL"] = "warn";
        var lines = (await RunAsync("config", "--listen", "[::1]:0")).Split('\n');

        Assert.Equal($"configuration file: {file}", lines[0]);
        Assert.Equal($"64KiB  (file {file}, line 1)", Value(lines, "tail.maxLineBytes"));
        Assert.Equal("warn  (environment variable OBSERVE__LOG__LEVEL)", Value(lines, "log.level"));
        Assert.Equal("[::1]:0  (flag --listen)", Value(lines, "listen"));
        Assert.Equal("5s", Value(lines, "tail.rescanInterval"));
    }

    [Fact]
    public async Task Without_a_file_it_says_where_one_was_looked_for()
    {
        var first = (await RunAsync("config")).Split('\n')[0];
        Assert.Equal(
            $"configuration file: none (looked for {_here.Work}/observe.json, {_here.Home}/.config/observe/observe.json, {_here.System}/observe/observe.json)",
            first);
    }

    [Fact]
    public async Task For_machines_it_is_one_JSON_object_with_typed_values()
    {
        var file = _here.Write("""{ "health": { "errorRate": 0.5 }, "exclude": [] }""");
        using var json = JsonDocument.Parse(await RunAsync("config", "--json", "--watch", "ä/*.log"));
        var settings = json.RootElement.GetProperty("settings");

        Assert.Equal(file, json.RootElement.GetProperty("file").GetString());
        Assert.Equal(0.5, settings.GetProperty("health.errorRate").GetProperty("value").GetDouble());
        Assert.Equal("file", settings.GetProperty("health.errorRate").GetProperty("origin").GetString());
        Assert.Equal("ä/*.log", settings.GetProperty("watch").GetProperty("value")[0].GetString());
        Assert.Equal("flag --watch", settings.GetProperty("watch").GetProperty("given").GetString());
        Assert.Equal(0, settings.GetProperty("exclude").GetProperty("value").GetArrayLength());
        Assert.Equal("default", settings.GetProperty("tail.maxFiles").GetProperty("origin").GetString());
        Assert.Equal(10_000, settings.GetProperty("tail.maxFiles").GetProperty("value").GetInt32());
        Assert.Equal("1s", settings.GetProperty("commitInterval").GetProperty("value").GetString());
    }

    private async Task<string> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, new CommandContext(output, error, () => _here.Surroundings));
        Assert.Equal("", error.ToString());
        Assert.Equal(0, code);
        return output.ToString();
    }

    private static string Value(string[] lines, string key) =>
        Assert.Single(lines, l => l.StartsWith(key + " ", StringComparison.Ordinal))[key.Length..].Trim();
}
