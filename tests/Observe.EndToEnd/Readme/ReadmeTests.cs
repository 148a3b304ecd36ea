using System.Text.RegularExpressions;
using Observe.EndToEnd.Corpora;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Readme;

/// <summary>
/// Every command of the README works as it stands there. Each is run by a shell, in a directory with a few logs in
/// <c>./logs</c>; only ports and absolute paths are moved out of the way of this machine.
/// </summary>
public partial class ReadmeTests
{
    /// <summary>Commands that continuous integration itself is, that the tests of the compose file run, or that fetch the project this test stands in.</summary>
    private static readonly string[] RunElsewhere = ["tests/run.sh", "dotnet test", "docker compose", ".ci/run", "git clone", "cd "];

    [Fact]
    public void The_README_shows_the_two_commands_first()
    {
        var commands = ReadmeCommands.All();

        Assert.Contains("dotnet run -c Release --project src/Observe.Agent", commands);
        Assert.Contains("tests/run.sh", commands);
    }

    [Fact]
    public async Task Every_command_of_the_README_works()
    {
        foreach (var command in ReadmeCommands.All().Where(c => !RunElsewhere.Any(c.StartsWith)))
        {
            using var home = new TempDirectory();
            Corpus.Make(home["logs/app.log"], CorpusKind.Json, 200_000);
            if (Serves().IsMatch(command))
            {
                await ServesAsync(home, command);
            }
            else if (Asks().Match(command) is { Success: true } asked)
            {
                await AnswersAsync(home, asked.Groups["path"].Value);
            }
            else
            {
                Assert.True(Verb().IsMatch(command), $"teach this test to run: {command}");
                using var before = Shell(home, "observe process --watch 'logs/*.log'", FreePort.Find());
                Assert.Equal(0, await before.WaitAsync());
                using var shell = Shell(home, command, FreePort.Find());
                Assert.True(await shell.WaitAsync(TimeSpan.FromMinutes(5)) == 0, $"{command}\n{shell.Everything}");
            }
        }
    }

    private static async Task ServesAsync(TempDirectory home, string command)
    {
        var port = FreePort.Find();
        using var shell = Shell(home, command, port);
        using var agent = new RunningAgent(shell, $"127.0.0.1:{port}");
        await agent.WaitUntilReadyAsync(TimeSpan.FromMinutes(3));
        Assert.True((await agent.MetricsAsync()).Samples.Count > 0, command);
        Assert.True(await agent.StopAsync() is 0 or 143, $"{command}\n{shell.Everything}");
        await Eventually.TrueAsync(
            async () => !await agent.IsListeningAsync(), TimeSpan.FromSeconds(15), () => $"{command} left an agent behind");
    }

    private static async Task AnswersAsync(TempDirectory home, string path)
    {
        using var agent = await new AgentProgram(home).ServeAsync([home["logs/*.log"]]);
        Assert.NotEmpty(await agent.TextAsync(path));
    }

    private static ChildProcess Shell(TempDirectory home, string command, int port)
    {
        var moved = command
            .Replace("src/Observe.Agent", Path.Combine(ReadmeCommands.Root, "src/Observe.Agent"), StringComparison.Ordinal)
            .Replace("9464", $"{port}", StringComparison.Ordinal)
            .Replace("/var/lib/", $"{home.Path}/", StringComparison.Ordinal);
        var folder = Path.GetDirectoryName(AgentProgram.Executable);
        return new ChildProcess("bash", ["-c", moved], home.Path, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // HOME stays: the SDK keeps its packages there.
            ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}",
            ["XDG_STATE_HOME"] = home["state"],
            ["XDG_CONFIG_HOME"] = home["config"],
            ["OBSERVE__LISTEN"] = $"127.0.0.1:{port}",
        });
    }

    [GeneratedRegex(@"^dotnet run .*--project src/Observe\.Agent( -- .*)?$|^(\S+=\S+ )?observe( agent\b.*| -.*)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Serves();

    [GeneratedRegex(@"^curl .*http://(localhost|127\.0\.0\.1):9464(?<path>/\S*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asks();

    [GeneratedRegex(@"^(\S+=\S+ )?observe (process|health|patterns|tokens|config)\b|^dotnet (build|publish)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Verb();
}
