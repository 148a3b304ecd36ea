using System.CommandLine;
using System.CommandLine.Parsing;
using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Commands;

/// <summary>The flags that change the configuration; the same words wherever a command takes them.</summary>
internal sealed class ConfigurationFlagSet
{
    private readonly Option<string> _config = Text(
        "--config", "FILE", "Configuration file; without it ./observe.json, the user's or the system's is read if it is there.");

    private readonly Option<string[]> _watch = new("--watch")
    {
        HelpName = "GLOB",
        Description = "Files to read, as globs: *, **, ?. Repeatable, and takes several. Replaces the configured ones.",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        Validators = { RefuseFlags },
    };

    private readonly Option<string> _data = Text("--data", "DIR", "Directory of the agent's state.");

    private readonly Option<string> _listen = Text(
        "--listen", "ADDRESS", "host:port, :port (loopback) or [IPv6]:port to serve HTTP on; port 0 chooses a free one.");

    /// <summary>A flag with one value of text.</summary>
    public static Option<string> Text(string name, string valueName, string description) =>
        new(name) { HelpName = valueName, Description = description, Validators = { RefuseFlags } };

    /// <summary>Adds <c>--config</c> and <c>--data</c>, and the others where asked for.</summary>
    public ConfigurationFlagSet AddTo(Command command, bool watch = false, bool listen = false)
    {
        command.Options.Add(_config);
        if (watch)
        {
            command.Options.Add(_watch);
        }

        command.Options.Add(_data);
        if (listen)
        {
            command.Options.Add(_listen);
        }

        return this;
    }

    public ConfigurationFlags Read(ParseResult result) => new()
    {
        Config = result.GetValue(_config),
        Watch = result.GetResult(_watch) is { } watch ? watch.GetValueOrDefault<string[]>() : null,
        Data = result.GetValue(_data),
        Listen = result.GetValue(_listen),
    };

    /// <summary>Keeps a mistyped flag from being taken for the value of the flag before it.</summary>
    private static void RefuseFlags(OptionResult result)
    {
        foreach (var token in result.Tokens)
        {
            if (token.Value.StartsWith('-'))
            {
                result.AddError(UsageError.UnknownFlag(token.Value, (Command)((CommandResult)result.Parent!).Command));
            }
        }
    }
}
