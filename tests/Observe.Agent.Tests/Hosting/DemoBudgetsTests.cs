using Observe.Agent.Hosting;
using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Tests.Hosting;

public class DemoBudgetsTests
{
    [Fact]
    public void The_demo_brings_limits_of_its_own_size_and_leaves_those_of_the_user()
    {
        var environment = new Dictionary<string, Origin>(StringComparer.OrdinalIgnoreCase) { ["tokens.budgets.hourly.limit"] = default! };
        var options = new AgentOptions();
        options.Tokens.Budgets["hourly"].Limit = 7;
        DemoBudgets.Bring(new LoadedConfiguration(options, null, environment, []));
        Assert.Equal((7, DemoBudgets.Daily), (options.Tokens.Budgets["hourly"].Limit, options.Tokens.Budgets["daily"].Limit));
    }
}
