using Microsoft.Extensions.Logging;
using Observe.Agent.Forward.Shipping;
using Observe.Agent.Hosting;
using Observe.Agent.Hosting.Configuration;
using Observe.Agent.Hosting.Log;

namespace Observe.Agent.Commands;

/// <summary>What a command reaches of the world outside: where it prints, and what surrounds it.</summary>
internal sealed class CommandContext(TextWriter output, TextWriter error, Func<Surroundings> surroundings)
{
    private readonly Lazy<Surroundings> _surroundings = new(surroundings);

    public static CommandContext OfThisProcess()
    {
        Console.SetOut(new GuardedWriter(Console.Out, e => throw new StartupException($"The output cannot be written: {e.Message.TrimEnd('.')}; send it elsewhere.", e)));

        // There is nobody left to tell; the agent goes on without its log.
        Console.SetError(new GuardedWriter(Console.Error, static _ => { }));
        return new CommandContext(Console.Out, Console.Error, Surroundings.OfThisProcess);
    }

    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    public Surroundings Surroundings => _surroundings.Value;

    /// <summary>The agent's own log, on the error stream; in colours when that is a terminal that wants them.</summary>
    public ILoggerFactory CreateLog(LogOptions options, OwnRecords? own = null)
    {
        var plain = Error != Console.Error || Console.IsErrorRedirected
            || Surroundings.Variables.ContainsKey("NO_COLOR") || Surroundings.Variables.GetValueOrDefault("TERM") == "dumb";
        return AgentLog.Create(options, Error, TimeProvider.System, colours: !plain, own);
    }

    /// <summary>The configuration that the flags ask for; null, with every fault printed, when it cannot be used.</summary>
    public LoadedConfiguration? Load(ConfigurationFlags flags)
    {
        var configuration = ConfigurationLoader.Load(flags, Surroundings);
        if (configuration.Faults.Count == 0)
        {
            return configuration;
        }

        foreach (var fault in configuration.Faults)
        {
            Error.WriteLine(fault);
        }

        return null;
    }
}
