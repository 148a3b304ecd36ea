namespace Observe.EndToEnd.Harness;

/// <summary>
/// The built executable as a user would run it: in a directory and a home of its own, so that no configuration or state of
/// this machine is seen or touched.
/// </summary>
internal sealed class AgentProgram(TempDirectory home)
{
    /// <summary>Stands beside the test assembly, because the project refers to the agent's.</summary>
    public static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "observe");

    public string Data { get; init; } = home["data"];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HOME"] = home.Path,
        ["XDG_STATE_HOME"] = home["state"],
        ["XDG_CONFIG_HOME"] = home["config"],
        // The runtime leaves its diagnostic sockets there when it is killed.
        ["TMPDIR"] = home.Make("tmp"),
        ["NO_COLOR"] = "1",
        ["OBSERVE__OTLP__GRPC"] = "127.0.0.1:0",
        ["OBSERVE__OTLP__HTTP"] = "127.0.0.1:0",
    };

    /// <summary>The same agent with one more variable.</summary>
    public AgentProgram With(string variable, string value) => new(home)
    {
        Data = Data,
        Environment = new Dictionary<string, string>(Environment, StringComparer.Ordinal) { [variable] = value },
    };

    /// <summary>Starts any verb, with nothing added.</summary>
    public ChildProcess Start(params IEnumerable<string> arguments) => new(Executable, arguments, home.Path, Environment);

    /// <summary>Runs any verb to its end.</summary>
    public async Task<Finished> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        var code = await process.WaitAsync(TimeSpan.FromMinutes(3));
        return new Finished(code, process.Output, process.Errors);
    }

    /// <summary><c>observe process</c> on the globs, with this agent's data directory.</summary>
    public Task<Finished> ProcessAsync(IEnumerable<string> globs, params IEnumerable<string> more) =>
        RunAsync(["process", .. Watch(globs), "--data", Data, .. more]);

    /// <summary><c>observe agent</c> on the globs, on a port of its own; returns once it is ready.</summary>
    public async Task<RunningAgent> ServeAsync(IEnumerable<string> globs, int? port = null, params IEnumerable<string> more)
    {
        var address = $"127.0.0.1:{port ?? FreePort.Find()}";
        var agent = new RunningAgent(Start(["agent", .. Watch(globs), "--data", Data, "--listen", address, .. more]), address);
        await agent.WaitUntilReadyAsync();
        return agent;
    }

    public static IEnumerable<string> Watch(IEnumerable<string> globs) => globs.SelectMany(glob => new[] { "--watch", glob });
}
