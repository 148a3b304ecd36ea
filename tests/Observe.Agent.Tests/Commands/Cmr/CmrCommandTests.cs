using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Cmr;
using Observe.Agent.Cmr.Activity;
using Observe.Agent.Expose;
using Observe.Agent.Listen;

namespace Observe.Agent.Tests.Commands.Cmr;

/// <summary>The commands against a real server with a model of its own.</summary>
public sealed class CmrCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunningCommand _command;
    private readonly CmrModel _model = new(new CmrOptions(), TimeProvider.System);
    private AgentServer _server = null!;

    public CmrCommandTests() => _command = new RunningCommand(_folder);

    public async Task InitializeAsync() => _server = await AgentServer.StartAsync(
        new ListenAddress("127.0.0.1", 0), new HttpOptions(), NullLoggerFactory.Instance, routes => CmrEndpoints.Map(routes, _model), CancellationToken.None);

    public async Task DisposeAsync()
    {
        _command.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Without_an_app_the_answer_is_good_and_says_what_to_do()
    {
        Assert.Equal(0, await RunAsync("status"));
        Assert.Equal("No app has told of a memory layer yet: docs/cmr.md says how one does.", Assert.Single(_command.Output));
    }

    [Fact]
    public async Task Status_shows_every_component_and_ends_with_1_when_one_is_red()
    {
        Take("app", 0.01, 0.01);
        Assert.Equal(0, await RunAsync("status"));
        Assert.Equal("app     system          green        1", _command.Output[1]);
        Assert.Equal("        buffer          unknown      -", _command.Output[2]);

        Take("ill", 0.01, 5);
        Assert.Equal(1, await RunAsync("status"));
        Assert.Contains(_command.Output, l => l.StartsWith("ill: 95 % of the captures of layer 1 take up to 4.875 s; the threshold is 0.1", StringComparison.Ordinal));
        Assert.Equal(0, await RunAsync("status", "--source", "app"));
    }

    [Fact]
    public async Task Diagnose_names_the_layer_that_holds_the_others_up()
    {
        Take("app", 0.01, 0.01);
        Assert.Equal(0, await RunAsync("diagnose"));
        Assert.Contains("nothing is wrong", _command.Output);

        Take("app", 0.01, 0.05);
        Assert.Equal(1, await RunAsync("diagnose"));
        Assert.Contains("! layer 1 holds the others up: its capture takes 30.00 ms, 3 times the others' 10.00 ms", _command.Output);
    }

    [Fact]
    public async Task Report_has_the_figures_of_the_window_and_in_all()
    {
        Take("app", 0.01, 0.01);
        Assert.Equal(0, await RunAsync("report"));
        Assert.Equal("app", _command.Output[0]);
        Assert.Contains("captures                       20        20", _command.Output);
        Assert.Contains("avg_capture_time         10.00 ms  10.00 ms", _command.Output);

        Assert.Equal(0, await RunAsync("report", "--json"));
        Assert.StartsWith("{\"timestamp\":", Assert.Single(_command.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_writes_where_it_is_told_to()
    {
        Assert.Equal(0, await RunAsync("export", "errors"));
        Assert.Equal("timestamp,source,component,errors", Assert.Single(_command.Output).Trim());

        Assert.Equal(0, await RunAsync("export", "components", "--output", _folder["c.csv"]));
        Assert.Empty(_command.Output);
        Assert.Equal("timestamp,source,component,score,status,reasons\r\n", await File.ReadAllTextAsync(_folder["c.csv"]));

        Assert.Equal(1, await RunAsync("export", "--output", _folder["none/c.csv"]));
        Assert.StartsWith("--output: ", _command.Error, StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("export", "everything"));
    }

    [Fact]
    public async Task An_agent_that_is_not_there_and_an_app_that_is_not_known_end_with_1()
    {
        Assert.Equal(1, await RunAsync("status", "--source", "nobody"));
        Assert.Contains("answers 404: source: nothing is known of it; there is none", _command.Error, StringComparison.Ordinal);

        await _server.DisposeAsync();
        Assert.Equal(1, await RunAsync("status"));
        Assert.Contains("does not answer", _command.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("diagnose")]
    [InlineData("report")]
    [InlineData("export")]
    public async Task Another_program_at_that_address_is_told(string verb)
    {
        await _server.DisposeAsync();
        _server = await AgentServer.StartAsync(
            new ListenAddress("127.0.0.1", 0), new HttpOptions(), NullLoggerFactory.Instance,
            routes => routes.MapGet("/{**path}", () => Results.Content("<html>Welcome</html>", "text/html")), CancellationToken.None);

        Assert.Equal(1, await RunAsync(verb));
        Assert.Contains("answers, but it is not an agent of Observe", _command.Error, StringComparison.Ordinal);
        Assert.Empty(_command.Output);
    }

    [Theory]
    [InlineData("status", "[]")]
    [InlineData("diagnose", """{"status":"success","data":{}}""")]
    [InlineData("report", "{")]
    [InlineData("report", """{"system_health":"fine","performance_metrics":{}}""")]
    public async Task Another_program_that_answers_with_json_is_told(string verb, string answer)
    {
        await _server.DisposeAsync();
        _server = await AgentServer.StartAsync(
            new ListenAddress("127.0.0.1", 0), new HttpOptions(), NullLoggerFactory.Instance,
            routes => routes.MapGet("/{**path}", () => Results.Content(answer, "application/json")), CancellationToken.None);

        Assert.Equal(1, await RunAsync(verb));
        Assert.Contains("answers, but it is not an agent of Observe", _command.Error, StringComparison.Ordinal);
        Assert.Empty(_command.Output);
    }

    private Task<int> RunAsync(string verb, params string[] more) =>
        _command.RunAsync(["cmr", verb, "--listen", $"127.0.0.1:{_server.Address.Port}", .. more]);

    private void Take(string app, params double[] seconds)
    {
        var activity = new CmrActivity();
        foreach (var (layer, time) in seconds.Index())
        {
            activity.Layer(layer)!.CaptureTimes.Add(time, 10);
        }

        _model.Take(app, activity);
    }
}
