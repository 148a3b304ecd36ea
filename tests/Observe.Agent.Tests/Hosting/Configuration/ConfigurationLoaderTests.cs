using Observe.Agent.Hosting.Configuration;
using Observe.Agent.Hosting.Log;
using Observe.Agent.Listen;

namespace Observe.Agent.Tests.Hosting.Configuration;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private readonly ConfigurationFixture _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public void Without_anything_the_defaults_are_in_force_and_the_state_is_below_the_users_state_directory()
    {
        var loaded = _here.Load();

        Assert.Empty(loaded.Faults);
        Assert.Null(loaded.File);
        Assert.Empty(loaded.Origins);
        Assert.Equal($"{_here.Home}/.local/state/observe", loaded.Options.Data);
        Assert.Equal("127.0.0.1:9464", loaded.Options.Listen.ToString());
        Assert.Contains("./logs/**/*", loaded.Options.Watch);
        Assert.Contains("/var/log/*.log", loaded.Options.Watch);
    }

    [Fact]
    public void XDG_STATE_HOME_moves_the_state_unless_it_is_relative()
    {
        _here.Variables["XDG_STATE_HOME"] = "/somewhere/state";
        Assert.Equal("/somewhere/state/observe", _here.Load().Options.Data);

        _here.Variables["XDG_STATE_HOME"] = "state";
        Assert.Equal($"{_here.Home}/.local/state/observe", _here.Load().Options.Data);
    }

    [Fact]
    public void Without_a_home_the_fault_names_the_flag_that_helps()
    {
        _here.Variables.Remove("HOME");

        var fault = Assert.Single(_here.Faults());
        Assert.StartsWith("data (default): ", fault);
        Assert.Contains("--data", fault);
        Assert.Empty(_here.Faults(new() { Data = "/tmp/x" }));
    }

    [Fact]
    public void A_budget_without_a_limit_is_a_fault_and_a_default_one_keeps_its_own()
    {
        _here.Write("""{ "tokens": { "budgets": { "hourly": { "warning": 0.5 }, "mine": { "unit": "usd" } } } }""");

        var fault = Assert.Single(_here.Faults());
        Assert.Contains("tokens.budgets.mine.limit", fault, StringComparison.Ordinal);
        Assert.EndsWith("is missing and has no default", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_wins_over_the_file_and_a_flag_over_both()
    {
        _here.Write("""{ "data": "/file", "listen": "127.0.0.1:1", "tail": { "maxFiles": 1, "workers": 3 } }""");
        _here.Variables["OBSERVE__DATA"] = "/environment";
        _here.Variables["observe__Tail__MaxFiles"] = "2";
        var loaded = _here.Load(new() { Data = "/flag" });

        Assert.Empty(loaded.Faults);
        Assert.Equal("/flag", loaded.Options.Data);
        Assert.Equal(2, loaded.Options.Tail.MaxFiles);
        Assert.Equal(3, loaded.Options.Tail.Workers);
        Assert.Equal(new ListenAddress("127.0.0.1", 1), loaded.Options.Listen);
        Assert.Equal("flag --data", loaded.Origins["data"].ToString());
        Assert.Equal("environment variable observe__Tail__MaxFiles", loaded.Origins["tail.maxFiles"].ToString());
        Assert.Equal($"file {_here.Work}/observe.json, line 1", loaded.Origins["tail.workers"].ToString());
    }

    [Fact]
    public void A_list_replaces_the_lists_below_it_as_a_whole()
    {
        _here.Write("""{ "watch": ["a", "b", "c"], "exclude": ["d", "e"] }""");
        _here.Variables["OBSERVE__WATCH__0"] = "x";
        _here.Variables["OBSERVE__WATCH__1"] = "y";
        Assert.Equal(["x", "y"], _here.Load().Options.Watch);

        Assert.Equal(["z"], _here.Load(new() { Watch = ["z"] }).Options.Watch);
        Assert.Equal(["d", "e"], _here.Load().Options.Exclude);
    }

    [Fact]
    public void A_list_of_the_environment_goes_by_its_numbers()
    {
        for (var i = 11; i >= 0; i--)
        {
            _here.Variables[$"OBSERVE__WATCH__{i}"] = $"w{i}";
        }

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"w{i}"), _here.Load().Options.Watch);
    }

    [Fact]
    public void An_empty_list_is_a_list()
    {
        _here.Write("""{ "exclude": [] }""");
        var loaded = _here.Load();

        Assert.Empty(loaded.Faults);
        Assert.Empty(loaded.Options.Exclude);
    }

    [Fact]
    public void All_faults_of_all_layers_are_reported_at_once_each_with_its_key_and_its_place()
    {
        _here.Write("""
            {
              "tail": { "maxLinebytes": "huge", "pollInterval": 5 },
              "listen": "9464", // a port alone is no address
              "data": true,
              "health": { "errorRate": 1.5 },
              "log": [],
            }
            """);
        _here.Variables["OBSERVE__TAIL__MAXFILES"] = "0";
        _here.Variables["OBSERVE__WATCH"] = "a.log";
        _here.Variables["OBSERVE__LOG__LEVEL"] = "chatty";
        var faults = _here.Faults(new() { Listen = "here:99999", Watch = [""] });

        Assert.Equal(
        [
            "tail.maxLinebytes (file observe.json, line 2): expected a size such as 65536, 64KiB or 1MB, from 1KiB to 64MiB; got \"huge\"",
            "tail.pollInterval (file observe.json, line 2): expected a duration such as 500ms, 5s, 1m or 00:00:05, from 50ms to 10m; got 5",
            "listen (file observe.json, line 3): expected host:port, :port or [IPv6]:port, the port from 0 to 65535; got \"9464\"",
            "data (file observe.json, line 4): expected text that is not empty; got true",
            "health.errorRate (file observe.json, line 5): expected a number, from 0 to 1; got 1.5",
            "log (file observe.json, line 6): expected keys below it: level, format, file, fileBytes, fileCount; got a list",
            "log.level (environment variable OBSERVE__LOG__LEVEL): expected one of debug, info, warn, error; got \"chatty\"",
            "tail.maxFiles (environment variable OBSERVE__TAIL__MAXFILES): expected a whole number, from 1 to 1000000; got \"0\"",
            "watch (environment variable OBSERVE__WATCH): expected a list: OBSERVE__WATCH__0, OBSERVE__WATCH__1 …; got \"a.log\"",
            "watch[0] (flag --watch): expected text that is not empty; got \"\"",
            "listen (flag --listen): expected host:port, :port or [IPv6]:port, the port from 0 to 65535; got \"here:99999\"",
        ], faults);
    }

    [Theory]
    [InlineData("""{ "wacth": [] }""", "wacth", "did you mean watch?")]
    [InlineData("""{ "tail": { "maxlines": 1 } }""", "tail.maxlines", "did you mean tail.maxFiles?")]
    [InlineData("""{ "maxLineBytes": 1 }""", "maxLineBytes", "did you mean tail.maxLineBytes?")]
    [InlineData("""{ "log": { "colour": 1 } }""", "log.colour", "expected one of level, format, file, fileBytes, fileCount")]
    public void An_unknown_key_is_a_fault_that_names_the_nearest_known_one(string json, string key, string help)
    {
        _here.Write(json);
        Assert.Equal($"{key} (file observe.json, line 1): unknown key; {help}", Assert.Single(_here.Faults()));
    }

    [Fact]
    public void An_unknown_variable_with_our_prefix_is_a_fault()
    {
        _here.Variables["OBSERVE__TAIL__MAXFILE"] = "3";
        Assert.Equal(
            "tail.maxFile (environment variable OBSERVE__TAIL__MAXFILE): unknown key; did you mean tail.maxFiles?",
            Assert.Single(_here.Faults()), ignoreCase: true);
    }

    [Fact]
    public void Secrets_are_not_shown_even_where_the_key_is_wrong()
    {
        _here.Write("""{ "forward": { "password": "hunter2" }, "apiToken": 17, "tail": { "secret": { "deep": "hunter2" } }, "data": null }""");
        var faults = string.Join('\n', _here.Faults());

        Assert.DoesNotContain("hunter2", faults);
        Assert.DoesNotContain("17", faults);
        Assert.Contains("data (file observe.json, line 1): expected text that is not empty; got null", faults);
    }

    [Fact]
    public void Malformed_JSON_names_file_line_and_column_and_the_other_layers_are_still_read()
    {
        _here.Write("{\n  \"data\": \"ä\" \"x\"\n}");
        var faults = _here.Faults(new() { Listen = "x" });

        Assert.Equal(2, faults.Length);
        Assert.StartsWith("file observe.json, line 2, column 15: malformed JSON: ", faults[0]);
        Assert.StartsWith("listen (flag --listen): ", faults[1]);
    }

    [Fact]
    public void The_file_of_the_working_directory_comes_before_the_users_and_that_before_the_systems()
    {
        var system = _here.Write("""{ "tail": { "workers": 3 } }""", $"{_here.System}/observe/observe.json");
        Assert.Equal((system, 3), Used());

        var user = _here.Write("""{ "tail": { "workers": 2 } }""", $"{_here.Home}/.config/observe/observe.json");
        Assert.Equal((user, 2), Used());

        _here.Variables["XDG_CONFIG_HOME"] = $"{_here.Home}/moved";
        Assert.Equal((system, 3), Used());

        var work = _here.Write("""{ "tail": { "workers": 1 } }""");
        Assert.Equal((work, 1), Used());

        (string?, int) Used()
        {
            var loaded = _here.Load();
            return (loaded.File, loaded.Options.Tail.Workers);
        }
    }

    [Fact]
    public void A_named_file_is_read_alone_and_must_be_there()
    {
        _here.Write("""{ "data": "/here" }""");
        var other = _here.Write("""{ "log": { "level": "warn" } }""", "conf/other.json");
        var loaded = _here.Load(new() { Config = "conf/other.json" });

        Assert.Equal(other, loaded.File);
        Assert.Equal(LogThreshold.Warn, loaded.Options.Log.Level);
        Assert.Equal($"{_here.Home}/.local/state/observe", loaded.Options.Data);
        Assert.Equal("flag --config: there is no file \"conf/none.json\"", Assert.Single(_here.Faults(new() { Config = "conf/none.json" })));
    }

    [Fact]
    public void A_file_that_is_no_configuration_by_its_size_is_refused()
    {
        _here.Write(new string(' ', JsonLayer.MaxFileBytes) + "{}");
        Assert.Equal("file observe.json: expected at most 1MiB", Assert.Single(_here.Faults()));
    }

    [Fact]
    public void Paths_start_at_the_working_directory_or_at_the_home()
    {
        _here.Write("""{ "data": "state", "watch": ["~/logs/*.log", "./a", "~b"] }""");
        var options = _here.Load().Options;

        Assert.Equal($"{_here.Work}/state", options.Data);
        Assert.Equal([$"{_here.Home}/logs/*.log", "./a", "~b"], options.Watch);
        Assert.Equal($"{_here.Home}/observe", _here.Load(new() { Data = "~/observe" }).Options.Data);
    }

    [Fact]
    public void Providers_and_their_aliases_are_named_freely_and_added_up_over_the_layers()
    {
        _here.Write("""{ "providers": { "acme": ["acme-ai", "acme-llm"], "Hal": ["9000"] } }""");
        _here.Variables["OBSERVE__PROVIDERS__HAL__0"] = "hal-9000";
        var loaded = _here.Load();

        Assert.Empty(loaded.Faults);
        Assert.Equal(["acme-ai", "acme-llm"], loaded.Options.Providers["acme"]);
        Assert.Equal(["hal-9000"], loaded.Options.Providers["hal"]);
    }

    [Fact]
    public void A_name_of_two_providers_and_an_unknown_collector_are_faults()
    {
        _here.Write("""
            {
              "providers": { "acme": ["x"],
                             "hal": ["X"] },
              "collectors": { "enabled": ["cpu", "dsik"] }
            }
            """);

        Assert.Equal(
        [
            "collectors.enabled (file observe.json, line 4): there is no collector \"dsik\"; did you mean disk?",
            "providers.hal (file observe.json, line 3): 'X' is also a name of 'acme'",
        ], _here.Faults());
    }
}
