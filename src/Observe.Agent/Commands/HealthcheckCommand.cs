using System.CommandLine;

namespace Observe.Agent.Commands;

/// <summary><c>observe healthcheck</c>: asks a running agent whether it is ready, for containers without a shell.</summary>
internal sealed class HealthcheckCommand : Verb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConfigurationFlagSet _flags = new();
    private readonly CommandContext _context;

    public HealthcheckCommand(CommandContext context)
        : base("healthcheck", "Ask the agent of this machine whether it is ready; exit code 0 when it is, 1 when not.",
            "observe healthcheck",
            "observe healthcheck --listen 127.0.0.1:9464")
    {
        _context = context;
        _flags.AddTo(this, listen: true);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        var ready = new Uri(configuration.Options.Listen.Local, "readyz");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(ready, stop);
            if (answer.IsSuccessStatusCode)
            {
                _context.Output.WriteLine("ready");
                return ExitCode.Ok;
            }

            _context.Error.WriteLine($"{ready} answers {(int)answer.StatusCode}: {(await answer.Content.ReadAsStringAsync(stop)).Trim()}");
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            _context.Error.WriteLine($"{ready} does not answer: {e.Message}");
        }

        return ExitCode.Failed;
    }
}
