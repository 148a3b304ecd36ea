using System.Globalization;
using Microsoft.Data.Sqlite;
using Observe.Agent.Metrics;

namespace Observe.Agent.Store;

/// <summary>Writes what a commit says about tokens, inside the commit's transaction.</summary>
internal sealed class TokenWriter : IDisposable
{
    private const long RequestsKept = 24 * 60 * 60 * 1000L;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _add;
    private readonly SqliteCommand _unshared;
    private readonly SqliteCommand _transition;
    private readonly UpsertCommand _request;
    private readonly UpsertCommand _usage;
    private readonly SqliteCommand _forgetUsage;

    public TokenWriter(SqliteConnection connection)
    {
        _connection = connection;
        _add = Command(
            """
            INSERT INTO token_hour(hour, provider, model, operation, type, origin, estimated, tokens) VALUES(@0, @1, @2, @3, @4, @5, @6, @7)
            ON CONFLICT(hour, provider, model, operation, type, origin, estimated) DO UPDATE SET tokens = tokens + excluded.tokens
            """,
            parameters: 8);
        _unshared = Command(
            "INSERT INTO token_hour_unshared(hour, revision) VALUES(@0, 1) ON CONFLICT(hour) DO UPDATE SET revision = revision + 1", parameters: 1);
        _transition = Command(
            """
            INSERT INTO budget_transition(budget, period, period_start, at, from_state, to_state, used, budget_limit, unit, limit_at)
            VALUES(@0, @1, @2, @3, @4, @5, @6, @7, @8, @9)
            """,
            parameters: 10);
        _request = new UpsertCommand(connection, "taken_request", ["key"], ["fingerprint", "at"]);
        _usage = new UpsertCommand(connection, "pushed_usage", ["key"], ["state"]);
        _forgetUsage = Command("DELETE FROM pushed_usage WHERE key = @0", parameters: 1);
    }

    public void Write(CommitSet commit)
    {
        foreach (var (of, _, tokens) in commit.Tokens)
        {
            Run(_add, of.Hour, of.Provider, of.Model, of.Operation, AttributeValues.Of(of.Type), AttributeValues.Of(of.Origin), of.Estimated ? 1L : 0L, tokens);
        }

        foreach (var hour in commit.Tokens.Select(t => t.Hour.Hour).Distinct())
        {
            Run(_unshared, hour);
        }

        foreach (var t in commit.Budgets)
        {
            Run(
                _transition, t.Budget, t.Period, t.PeriodStart, t.At, AttributeValues.Of(t.From), AttributeValues.Of(t.To),
                t.Used.ToString(CultureInfo.InvariantCulture), t.Limit.ToString(CultureInfo.InvariantCulture), t.Unit, (object?)t.LimitAt ?? DBNull.Value);
        }

        foreach (var request in commit.Requests)
        {
            _request.Run(request.Key, request.Fingerprint, request.At);
        }

        foreach (var usage in commit.Usage)
        {
            if (usage.State is { } state)
            {
                _usage.Run(usage.Key, TextList.Write(state));
            }
            else
            {
                Run(_forgetUsage, usage.Key);
            }
        }

        if (commit.ForgetTokensBefore > 0)
        {
            Forget(commit.ForgetTokensBefore);
        }
    }

    public void Dispose()
    {
        _add.Dispose();
        _unshared.Dispose();
        _transition.Dispose();
        _request.Dispose();
        _usage.Dispose();
        _forgetUsage.Dispose();
    }

    private void Forget(long before)
    {
        using var forget = Command(
            """
            DELETE FROM token_hour WHERE hour < @0;
            DELETE FROM token_hour_unshared WHERE hour < @0;
            DELETE FROM budget_transition WHERE at < @0;
            DELETE FROM taken_request WHERE at < (SELECT max(at) FROM taken_request) - @1;
            """,
            parameters: 2);
        Run(forget, before, RequestsKept);
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter("@" + i.ToString(CultureInfo.InvariantCulture), null));
        }

        return command;
    }
}
