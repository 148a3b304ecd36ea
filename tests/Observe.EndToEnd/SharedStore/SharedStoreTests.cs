using System.Diagnostics;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.SharedStore;

/// <summary>Agents that add up their tokens in a real PostgreSQL.</summary>
public class SharedStoreTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const string Sum = "SELECT sum(tokens)::bigint FROM observe_token_hour";

    [NeedsFact("initdb", "setpriv")]
    public async Task Two_agents_add_up_whatever_is_killed_and_restarted_meanwhile()
    {
        var database = await postgres.NewDatabaseAsync();
        using var first = new SharingAgent(database);
        using var second = new SharingAgent(database);
        await first.StartAsync();
        await second.StartAsync();
        for (var kill = 0; kill < 3; kill++)
        {
            first.Write(200);
            second.Write(100);
            await first.PostAsync(7);
            await second.PostAsync(11);

            // At any moment of writing, committing and sharing.
            await Task.Delay(Random.Shared.Next(0, 1500));
            await first.KillAsync();
            first.Write(50);
            await first.StartAsync();
        }

        // What is counted in the last moment is shared before the end.
        await second.Running.WaitForAsync(m => m.Sum("observe_tokens_total") == second.Written, "all lines counted");
        await second.PostAsync(3);
        Assert.Equal(0, await second.Running.StopAsync());
        Assert.Equal(second.Written, await PostgresServer.NumberAsync(database, $"{Sum} WHERE agent_id <> (SELECT id FROM observe_agent ORDER BY first_seen LIMIT 1)"));
        await second.StartAsync();
        await SharedAsync(database, first, second);
        var all = first.Written + second.Written;

        // Further rounds of sharing change nothing.
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        await SharedAsync(database, first, second);
        Assert.Equal(2, await PostgresServer.NumberAsync(database, "SELECT count(*) FROM observe_agent"));
        Assert.Equal(first.Written, await first.CountedAsync());
        foreach (var agent in new[] { first, second })
        {
            Assert.Equal(all, await agent.ReportedAsync());
            Assert.Equal(agent.Written, await agent.ReportedAsync("--local"));
            Assert.Equal(all, (await agent.GetReportAsync()).Body.GetProperty("total").GetProperty("tokens").GetInt64());
            await agent.Running.WaitForAsync(
                m => m.Sum("observe_token_budget_used", ("budget", "daily")) == all, $"a daily budget of {all} used by both", seconds: 15);
        }
    }

    [NeedsFact("initdb", "setpriv")]
    public async Task An_outage_delays_sharing_and_nothing_else()
    {
        var database = await postgres.NewDatabaseAsync();
        using var agent = new SharingAgent(database);
        await agent.StartAsync();
        agent.Write(10);
        await SharedAsync(database, agent);

        foreach (var crash in new[] { false, true })
        {
            await postgres.StopAsync(crash);
            var outage = Stopwatch.StartNew();
            while (outage.Elapsed < TimeSpan.FromSeconds(4))
            {
                await CountedSoonAsync(agent);
            }

            var (status, answer) = await agent.GetReportAsync();
            Assert.Equal(503, status);
            Assert.Contains("shared store cannot be", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
            var local = await agent.ReportedAsync("--local");
            Assert.Equal(agent.Written, local);
            await postgres.StartAsync();
            await SharedAsync(database, agent);
        }

        Assert.True((await agent.Running.MetricsAsync()).Sum("observe_component_errors_total", ("component", "shared_store"), ("reason", "unreachable")) >= 2);
        Assert.Contains("Tokens are shared again; nothing was lost", agent.Running.Process.Everything, StringComparison.Ordinal);
        Assert.Equal(agent.Written, await agent.CountedAsync());
    }

    [NeedsFact("initdb", "setpriv")]
    public async Task A_server_that_answers_nothing_any_more_blocks_neither_counting_nor_the_end()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var proxy = StallingProxy.Start(postgres.Port);
        using var agent = new SharingAgent(database.Replace($"Port={postgres.Port}", $"Port={proxy.Port}", StringComparison.Ordinal));
        await agent.StartAsync();
        agent.Write(10);
        await SharedAsync(database, agent);

        proxy.Freeze();
        for (var i = 0; i < 5; i++)
        {
            await CountedSoonAsync(agent);
        }

        var patience = Stopwatch.StartNew();
        var (status, _) = await agent.GetReportAsync();
        Assert.Equal(503, status);
        Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20), $"a report took {patience.Elapsed} to be refused");
        await CountedSoonAsync(agent);
        Assert.Equal(0, await agent.Running.StopAsync());

        proxy.Thaw();
        await agent.StartAsync();
        await SharedAsync(database, agent);
    }

    [NeedsFact("initdb", "setpriv")]
    public async Task A_wrong_password_and_nobody_there_are_told_with_the_way_out_and_without_the_password()
    {
        const string secret = "swordfish-12345";
        var database = await postgres.NewDatabaseAsync();
        var wrong = database.Replace(PostgresServer.Password, secret, StringComparison.Ordinal);
        Assert.Contains(secret, wrong, StringComparison.Ordinal);
        foreach (var (connection, reason) in new[]
        {
            (wrong, "password authentication failed"),
            ($"postgres://observe:{secret}@127.0.0.1:{FreePort.Find()}/observe", "Failed to connect to 127.0.0.1"),
        })
        {
            using var agent = new SharingAgent(connection);
            await agent.StartAsync();
            await CountedSoonAsync(agent);
            await Eventually.TrueAsync(
                () => agent.Running.Process.Everything.Contains("not shared for now", StringComparison.Ordinal), TimeSpan.FromSeconds(15), () => agent.Running.Process.Everything);
            var report = await agent.RunAsync("tokens", "report");
            var config = await agent.RunAsync("config");
            Assert.Equal(1, report.ExitCode);
            foreach (var told in new[] { agent.Running.Process.Everything, report.Errors, (await agent.GetReportAsync()).Body.GetRawText() })
            {
                Assert.Contains(reason, told, StringComparison.Ordinal);
                Assert.Contains("look at tokens.sharedStore", told, StringComparison.Ordinal);
                Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
                Assert.DoesNotContain("   at ", told, StringComparison.Ordinal);
            }

            Assert.DoesNotContain(secret, config.Everything + await agent.Running.TextAsync("/metrics") + await agent.Running.TextAsync("/"), StringComparison.Ordinal);
            Assert.Equal(agent.Written, await agent.ReportedAsync("--local"));
            Assert.Equal(0, await agent.Running.StopAsync());
        }
    }

    [NeedsFact("initdb", "setpriv")]
    public async Task A_store_that_was_emptied_is_filled_again_and_one_of_a_newer_version_is_left_alone()
    {
        var database = await postgres.NewDatabaseAsync();
        using var agent = new SharingAgent(database);
        await agent.StartAsync();
        agent.Write(10);
        await SharedAsync(database, agent);

        await PostgresServer.ExecuteAsync(database, "DELETE FROM observe_agent");
        await SharedAsync(database, agent);

        await PostgresServer.ExecuteAsync(database, "DROP TABLE observe_token_hour, observe_agent, observe_schema");
        await SharedAsync(database, agent);

        await PostgresServer.ExecuteAsync(database, "INSERT INTO observe_schema(version) VALUES(1000)");
        var report = await agent.RunAsync("tokens", "report");
        Assert.Equal(1, report.ExitCode);
        Assert.Contains("newer version of observe", report.Errors, StringComparison.Ordinal);
    }

    /// <summary>Waits until the store has what the agents wrote, and no more.</summary>
    private static async Task SharedAsync(string database, params SharingAgent[] agents)
    {
        var written = agents.Sum(a => a.Written);
        long? shared = null;
        await Eventually.TrueAsync(
            async () => (shared = await PostgresServer.NumberAsync(database, Sum)) >= written,
            TimeSpan.FromSeconds(30),
            () => $"{shared} of {written} tokens are shared:\n{string.Concat(agents.Select(a => a.Running.Process.Everything))}");
        Assert.Equal(written, shared);
    }

    /// <summary>What is written is counted as soon as ever.</summary>
    private static async Task CountedSoonAsync(SharingAgent agent)
    {
        agent.Write(5);
        await agent.PostAsync(1);
        await Eventually.TrueAsync(
            async () => await agent.CountedAsync() == agent.Written, TimeSpan.FromSeconds(5), () => $"counting waits for the shared store:\n{agent.Running.Process.Everything}");
    }
}
