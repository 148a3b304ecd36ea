using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Boards;

/// <summary>Tokens, budgets, money.</summary>
internal static class TokensBoard
{
    private const string Of = """instance=~"$instance", provider=~"$provider" """;

    public static Dashboard Make() => new("tokens", "Tokens and cost")
    {
        Question = "How far do the budgets reach, what do models cost, and who uses the tokens?",
        When = "a budget alert fires, before raising a limit, and when the bill is higher than thought.",
        From = "now-3h",
        Variables =
        [
            new("instance", "Agent", "observe_tokens_total"),
            new("provider", "Provider", """observe_tokens_total{instance=~"$instance"}"""),
        ],
        Rows = [Budgets(), Cost(), Models(), Tokens()],
    };

    private static Row Budgets() => new("Budgets",
        new Panel(1, "Budgets used", Units.Share, new Bars(1),
            new Query("""instance_budget:observe_budget_used:ratio{instance=~"$instance"}""", "{{budget}} ({{period}})"))
        {
            Description = "How much of each budget is used in its running hour, day or month. Each warns at a share of its own, 80 % unless configured.",
            NoValue = "No budget is configured",
            Thresholds = Thresholds.Above((1, Severity.Critical)), Alerts = ["ObserveTokenBudget"], Width = 6,
        },
        new Panel(20, "When they are used up", Units.Number,
            new Table(
                new Column("budget", "Budget") { Width = 130 },
                new Column("period", "Period") { Width = 70 },
                new Column("state", "State") { Width = 90, Colors = Palette.BudgetStates },
                new Column("A", "Used") { Unit = Units.Number, Width = 80 },
                new Column("B", "Limit") { Unit = Units.Number, Width = 80 },
                new Column("C", "At the end") { Unit = Units.Share, Width = 95, Thresholds = Thresholds.Above((1, Severity.Warning)) },
                new Column("D", "Used up") { Unit = Units.FromNow, Width = 125 })
            { SortBy = "At the end" },
            new Query(InState("""(observe_token_budget_used{instance=~"$instance"} or observe_cost_budget_used{instance=~"$instance"})""")),
            new Query(InState("""(observe_token_budget_limit{instance=~"$instance"} or observe_cost_budget_limit{instance=~"$instance"})""")),
            new Query(InState("""instance_budget:observe_budget_projected:ratio{instance=~"$instance"}""")),
            new Query(InState("""1000 * observe_budget_limit_time_seconds{instance=~"$instance"}"""), "Used up") { EmptyWhen = "no budget will be used up within its period." })
        {
            Description = "Each budget in tokens or dollars, the share that will be used at the end of its period at the present pace, and when the limit is reached. An empty last column: not within this period.",
            NoValue = "No budget is configured",
            Alerts = ["ObserveTokenBudget", "ObserveTokenBudgetProjection"], Width = 11,
        },
        new Panel(2, "Budgets projected", Units.Share, new Chart(),
            new Query("""instance_budget:observe_budget_projected:ratio{instance=~"$instance"}""", "{{budget}} ({{period}})"))
        {
            Description = "How much of each budget will be used when its period ends, at the present pace. Early in a period it jumps; the alert waits until a quarter is used.",
            NoValue = "No budget is configured",
            Thresholds = Thresholds.Above((1, Severity.Warning)), Alerts = ["ObserveTokenBudgetProjection"], Width = 7,
        })
    {
        Purpose = "The agent keeps them exactly, in the configured time zone; nothing here is estimated from rates but the projection.",
    };

    private static Row Cost() => new("Money",
        new Panel(3, "Cost of the last hour", Units.Dollars, new Chart(),
            new Query("""instance:observe_cost:increase1h{instance=~"$instance"}""", "last hour, {{instance}}"),
            new Query("""instance_signal:observe_band:upper{instance=~"$instance", signal="cost"}""", "usual at most") { IsReference = true, EmptyWhen = "the band is learned from seven hours of history at least." })
        {
            Description = "Dollars of the hour before each moment, and the most that is usual for the time. The dashed line is there after seven hours of learning.",
            NoValue = "No usage with a price",
            Alerts = ["ObserveCostSpike"],
        },
        new Panel(21, "Cost by model", Units.Dollars, new Chart { IsStacked = true },
            new Query($$"""3600 * topk(10, sum by (model) (rate(observe_cost_total{{{Of}}}[$__rate_interval])))""", "{{model}}"))
        {
            Description = "Dollars an hour at the present pace, by model.",
            NoValue = "No usage with a price",
        },
        new Panel(4, "Tokens without a price", Units.Number,
            new Table(
                new Column("provider", "Provider") { Width = 90 },
                new Column("model", "Model"),
                new Column("A", "Tokens") { Unit = Units.Number, Width = 90 },
                new Column("B", "In the range") { Unit = Units.Number, Width = 110 }) { SortBy = "Tokens" },
            new Query($$"""sum by (provider, model) (observe_cost_unpriced_tokens_total{{{Of}}})"""),
            new Query($$"""sum by (provider, model) (increase(observe_cost_unpriced_tokens_total{{{Of}}}[$__range]))"""))
        {
            Description = "Models without a price: what they use is missing in every cost here. `observe tokens prices` sets one; 0 for a model of your own.",
            NoValue = "Every model has a price",
            EmptyWhen = "every model in use has a price.",
            Alerts = ["ObserveModelUnpriced"],
        })
    {
        Purpose = "What it costs now, and who makes it cost.",
    };

    private static Row Models() => new("By model",
        new Panel(22, "What each model uses and costs", Units.Number,
            new Table(
                new Column("provider", "Provider"),
                new Column("model", "Model"),
                new Column("A", "Cost") { Unit = Units.Dollars },
                new Column("B", "Input") { Unit = Units.Number },
                new Column("C", "From cache") { Unit = Units.Number },
                new Column("D", "Output") { Unit = Units.Number },
                new Column("E", "Reasoning") { Unit = Units.Number },
                new Column("F", "Dollars a million tokens") { Unit = Units.Dollars })
            { SortBy = "Cost" },
            new Query($$"""sum by (provider, model) (increase(observe_cost_total{{{Of}}}[$__range]))"""),
            Kind("input"), Kind("cache_read"), Kind("output"), Kind("reasoning"),
            new Query($$"""
                1e6 * sum by (provider, model) (increase(observe_cost_total{{{Of}}}[$__range]))
                  / (sum by (provider, model) (increase(observe_tokens_total{{{Of}}}[$__range])) > 0)
                """))
        {
            Description = "The time range above in tokens and dollars, by model. The last column compares models at the mix of tokens that they really had.",
            NoValue = "No usage in this range",
            Width = 24,
        })
    {
        Purpose = "The table for the talk about the bill.",
    };

    private static Row Tokens() => new("Tokens",
        new Panel(23, "By kind", Units.Number, new Chart { Axis = "tokens/s", IsStacked = true },
            new Query($$"""sum by (type) (rate(observe_tokens_total{{{Of}}}[$__rate_interval]))""", "{{type}}"))
        {
            Description = "Tokens a second by kind. Kinds do not overlap.",
            NoValue = "No usage has been seen",
            Width = 6,
        },
        new Panel(24, "By provider", Units.Number, new Chart { Axis = "tokens/s", IsStacked = true },
            new Query($$"""sum by (provider) (rate(observe_tokens_total{{{Of}}}[$__rate_interval]))""", "{{provider}}"))
        {
            Description = "Tokens a second by provider, of all kinds together.",
            NoValue = "No usage has been seen",
            Width = 6,
        },
        new Panel(25, "From the provider's cache", Units.Share, new Chart { Max = 1 },
            new Query($$"""
                sum by (provider) (rate(observe_tokens_total{{{Of}}, type="cache_read"}[$__rate_interval]))
                  / sum by (provider) (rate(observe_tokens_total{{{Of}}, type=~"input|cache_read|cache_write"}[$__rate_interval]))
                """, "{{provider}}"))
        {
            Description = "The share of input that the provider had in its cache and charges less for. A fall after a release: a prompt's beginning changes now.",
            NoValue = "No provider tells of cached tokens",
            Width = 6,
        },
        new Panel(26, "Where counts come from", Units.Number, new Chart { Axis = "tokens/s", IsStacked = true },
            new Query($$"""sum by (origin, estimated) (rate(observe_tokens_total{{{Of}}}[$__rate_interval]))""", "{{origin}}, estimated: {{estimated}}"))
        {
            Description = "Tokens a second by where they were learned of (logs, OTLP, the API), and whether they were counted by the provider or estimated here.",
            NoValue = "No usage has been seen",
            Width = 6,
        })
    {
        Purpose = "Who uses them, and how well the caches of the providers are used.",
    };

    /// <summary>0 for models that never had tokens of this kind.</summary>
    private static Query Kind(string type) => new($$"""
        sum by (provider, model) (increase(observe_tokens_total{{{Of}}, type="{{type}}"}[$__range]))
          or 0 * sum by (provider, model) (increase(observe_tokens_total{{{Of}}}[$__range]))
        """);

    /// <summary>With the state that the budget is in as a label.</summary>
    private static string InState(string expr) =>
        $$"""sum by (budget, period, state) ({{expr}} * on (instance, budget, period) group_left (state) (observe_budget_state == 1))""";
}
