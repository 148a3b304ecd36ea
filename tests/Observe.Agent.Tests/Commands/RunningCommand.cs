using Observe.Agent.Commands;
using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Tests.Commands;

/// <summary>Runs command lines in this process, away from the machine's own configuration.</summary>
internal sealed class RunningCommand(TemporaryFolder folder) : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public string[] Output => _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string Error => _error.ToString();

    public Task<int> RunAsync(params string[] args)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        var surroundings = new Surroundings(new Dictionary<string, string> { ["HOME"] = folder.Path }, folder.Path, folder["etc"]);
        return CommandLine.RunAsync(args, new CommandContext(_output, _error, () => surroundings));
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }
}
