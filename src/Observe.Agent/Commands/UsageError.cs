using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Commands;

/// <summary>Says what is wrong with a command line, all of it at once, with the nearest right word.</summary>
internal static class UsageError
{
    public static IEnumerable<string> Of(ParseResult result)
    {
        var command = result.CommandResult.Command;
        foreach (var token in result.UnmatchedTokens)
        {
            yield return token.StartsWith('-') ? UnknownFlag(token, command)
                : command.Subcommands.Count > 0 ? UnknownVerb(token, command)
                : $"unexpected argument '{token}'";
        }

        if (command.Action is null && result.UnmatchedTokens.Count == 0)
        {
            yield return $"a verb is missing: {string.Join(", ", command.Subcommands.Select(c => c.Name))}";
        }

        foreach (var error in result.Errors.Where(e => e.SymbolResult is not CommandResult))
        {
            yield return OneOf(error) ?? error.Message;
        }
    }

    /// <summary>The library tells the words that an option takes by a line each, and not the option.</summary>
    private static string? OneOf(ParseError error)
    {
        if ((error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult) is not { Option: var option, Tokens: [{ Value: var value }] }
            || error.Message.StartsWith(option.Name, StringComparison.Ordinal))
        {
            return null;
        }

        var words = option.GetCompletions(CompletionContext.Empty).Select(c => c.Label).ToList();
        return words.Count > 0 ? $"{option.Name}: expected one of {string.Join(", ", words)}; got \"{value}\"" : null;
    }

    public static string UnknownFlag(string flag, Command command)
    {
        var name = flag.Split('=', ':')[0];
        var known = command.Options.SelectMany(o => o.Aliases.Prepend(o.Name)).Append("--help").Where(n => n.StartsWith("--", StringComparison.Ordinal));
        return $"unknown flag '{flag}'{Suggest(NearestName.Among(known, name))}";
    }

    private static string UnknownVerb(string verb, Command root) =>
        $"unknown verb '{verb}'{Suggest(NearestName.Among(root.Subcommands.Select(c => c.Name), verb))}";

    private static string Suggest(string? nearest) => nearest is null ? "" : $"; did you mean {nearest}?";
}
