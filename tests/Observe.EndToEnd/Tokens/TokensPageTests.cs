using Observe.EndToEnd.Harness;
using Observe.EndToEnd.Readme;

namespace Observe.EndToEnd.Tokens;

/// <summary>Every command of docs/tokens.md works as it stands there, on a running agent; only the port is another.</summary>
public class TokensPageTests
{
    [NeedsFact("curl")]
    public async Task Every_command_of_the_page_works_and_the_answer_shown_is_the_agents()
    {
        using var home = new TempDirectory();
        home.Write("logs/app.log", """{"level":"info","provider":"anthropic","model":"claude-sonnet-4-5","input_tokens":10,"output_tokens":5}""" + "\n");
        home.Write("model_prices_and_context_window.json", """{"gpt-4o":{"input_cost_per_token":2.5e-06,"output_cost_per_token":1e-05,"litellm_provider":"openai"}}""");
        var program = new AgentProgram(home);
        using var agent = await program.ServeAsync([home["logs/*.log"]]);
        var page = await File.ReadAllLinesAsync(Path.Combine(ReadmeCommands.Root, "docs/tokens.md"));
        var commands = page.Where(l => l.StartsWith("curl ", StringComparison.Ordinal) || l.StartsWith("observe tokens ", StringComparison.Ordinal)).ToList();
        Assert.True(commands.Count >= 10, "docs/tokens.md shows hardly any command");
        foreach (var command in commands.Append("observe tokens prices import model_prices_and_context_window.json"))
        {
            Assert.Contains(page, l => l.Contains(command, StringComparison.Ordinal));
            var said = await ShellAsync(program, home, command.Replace("127.0.0.1:9464", agent.Address, StringComparison.Ordinal).Replace("curl ", "curl --fail-with-body ", StringComparison.Ordinal));
            if (command == commands[0])
            {
                Assert.Contains(said.Trim(), page);
            }
        }

        var report = await program.RunAsync("tokens", "report", "--json", "--data", program.Data);
        Assert.Equal(1500 + 5 + 15, report.Json().GetProperty("total").GetProperty("tokens").GetInt64() - report.Json().GetProperty("total").GetProperty("estimated_tokens").GetInt64());
    }

    private static async Task<string> ShellAsync(AgentProgram program, TempDirectory home, string command)
    {
        var variables = new Dictionary<string, string>(program.Environment, StringComparer.Ordinal)
        {
            ["PATH"] = $"{Path.GetDirectoryName(AgentProgram.Executable)}:{Environment.GetEnvironmentVariable("PATH")}",
            ["OBSERVE__DATA"] = program.Data,
        };
        using var shell = new ChildProcess("bash", ["-c", command], home.Path, variables);
        var code = await shell.WaitAsync();
        Assert.True(code == 0, $"{command}\n{shell.Everything}");
        return shell.Output;
    }
}
