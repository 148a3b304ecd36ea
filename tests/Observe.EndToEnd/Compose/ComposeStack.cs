using System.Globalization;
using Observe.EndToEnd.Harness;
using Observe.EndToEnd.Readme;

namespace Observe.EndToEnd.Compose;

/// <summary>
/// The compose file in a clean checkout of what is committed, as a project of its own on free ports. Gone with its containers and
/// volumes when disposed.
/// </summary>
internal sealed class ComposeStack : IDisposable
{
    private readonly TempDirectory _home = new();
    private readonly string _project = $"observe-test-{Environment.ProcessId}";

    private ComposeStack()
    {
        Checkout = _home["checkout"];
    }

    public string Checkout { get; }

    public int Observe { get; } = FreePort.Find();

    public int Prometheus { get; } = FreePort.Find();

    public int Alertmanager { get; } = FreePort.Find();

    public int Grafana { get; } = FreePort.Find();

    public int Loki { get; } = FreePort.Find();

    public static async Task<ComposeStack> CheckOutAsync()
    {
        var stack = new ComposeStack();
        await stack.RunAsync("git", ["clone", "-q", ReadmeCommands.Root, stack.Checkout], directory: stack._home.Path);
        // What a user settles in .env, which is not part of the checkout.
        stack._home.Write("checkout/.env", FormattableString.Invariant($"""
            OBSERVE_PORT={stack.Observe}
            OTLP_GRPC_PORT={FreePort.Find()}
            OTLP_HTTP_PORT={FreePort.Find()}
            PROMETHEUS_PORT={stack.Prometheus}
            ALERTMANAGER_PORT={stack.Alertmanager}
            GRAFANA_PORT={stack.Grafana}
            LOKI_PORT={stack.Loki}
            OBSERVE_VERSION=test

            """));
        return stack;
    }

    /// <summary>Builds the image and starts everything with the demo; returns when all services are well.</summary>
    public Task UpAsync() => ComposeAsync("up", "-d", "--build", "--wait", "--wait-timeout", "300");

    /// <summary>Stops and removes the containers; volumes stay.</summary>
    public Task DownAsync() => ComposeAsync("down", "--timeout", "20");

    /// <summary>Removes the volumes and the image too.</summary>
    public Task PurgeAsync() => ComposeAsync("down", "--volumes", "--rmi", "local", "--timeout", "5");

    /// <summary>What is left of the project: containers and volumes.</summary>
    public async Task<string> LeftoversAsync() =>
        await RunAsync("docker", ["ps", "-aq", "--filter", $"label=com.docker.compose.project={_project}"])
        + await RunAsync("docker", ["volume", "ls", "-q", "--filter", $"label=com.docker.compose.project={_project}"]);

    public Task<string> GitAsync(params string[] arguments) => RunAsync("git", arguments);

    public Task<string> ShellAsync(string command) => RunAsync("bash", ["-c", command]);

    public void Dispose()
    {
        PurgeAsync().GetAwaiter().GetResult();
        _home.Dispose();
    }

    private Task ComposeAsync(params string[] arguments) =>
        RunAsync("docker", ["compose", "--project-name", _project, "--profile", "demo", .. arguments]);

    private async Task<string> RunAsync(string program, string[] arguments, string? directory = null)
    {
        using var process = new ChildProcess(Programs.Find(program)!, arguments, directory ?? Checkout);
        var code = await process.WaitAsync(TimeSpan.FromMinutes(10));
        Assert.True(code == 0, string.Create(CultureInfo.InvariantCulture, $"'{program} {string.Join(' ', arguments)}' ended with {code}:\n{process.Everything}"));
        return process.Output;
    }
}
