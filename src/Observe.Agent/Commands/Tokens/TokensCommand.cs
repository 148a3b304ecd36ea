namespace Observe.Agent.Commands.Tokens;

/// <summary><c>observe tokens</c>: counting tokens, and what they add up to.</summary>
internal sealed class TokensCommand : Verb
{
    public TokensCommand(CommandContext context)
        : base("tokens", "Count tokens; report what was used, how budgets stand, what models cost.",
            "observe tokens count prompt.txt --encoding o200k_base",
            "observe tokens report --hours 24 --by model",
            "observe tokens budgets",
            "observe tokens prices --provider anthropic")
    {
        Subcommands.Add(new TokensCountCommand(context));
        Subcommands.Add(new TokensReportCommand(context));
        Subcommands.Add(new TokensBudgetsCommand(context));
        Subcommands.Add(new TokensPricesCommand(context));
    }
}
