namespace Observe.Agent.Commands.Tokens;

/// <summary><c>observe tokens</c>: counting tokens.</summary>
internal sealed class TokensCommand : Verb
{
    public TokensCommand(CommandContext context)
        : base("tokens", "Count the tokens of files as language models count them.", "observe tokens count prompt.txt --encoding o200k_base") =>
        Subcommands.Add(new TokensCountCommand(context));
}
