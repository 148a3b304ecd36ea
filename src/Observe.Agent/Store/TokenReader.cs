using System.Globalization;
using Microsoft.Data.Sqlite;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Store;

/// <summary>Reads what is stored about tokens. Rows with words of another version are passed over.</summary>
internal static class TokenReader
{
    public static List<TokenCount> Hours(SqliteConnection connection, long from, long to, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT {TokenRow.Columns}, tokens FROM token_hour WHERE hour >= @from AND hour < @to";
        command.Parameters.AddWithValue("@from", from);
        command.Parameters.AddWithValue("@to", to);
        using var reader = command.ExecuteReader();
        var row = new TokenRow(reader);
        var rows = new List<TokenCount>();
        while (reader.Read())
        {
            if (row.Read() is { } count)
            {
                rows.Add(count);
            }
        }

        return rows;
    }

    /// <summary>In the order in which they happened.</summary>
    public static List<BudgetTransition> Transitions(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT budget, period, period_start, at, from_state, to_state, used, budget_limit, unit, limit_at FROM budget_transition ORDER BY id";
        using var reader = command.ExecuteReader();
        var rows = new List<BudgetTransition>();
        while (reader.Read())
        {
            if (AttributeValues.BudgetStateOf(reader.GetString(4)) is { } from && AttributeValues.BudgetStateOf(reader.GetString(5)) is { } to)
            {
                rows.Add(new BudgetTransition(
                    reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), from, to,
                    decimal.Parse(reader.GetString(6), CultureInfo.InvariantCulture), decimal.Parse(reader.GetString(7), CultureInfo.InvariantCulture),
                    reader.GetString(8), reader.IsDBNull(9) ? null : reader.GetInt64(9)));
            }
        }

        return rows;
    }

    public static List<TakenRequest> Requests(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT key, fingerprint, at FROM taken_request ORDER BY at";
        using var reader = command.ExecuteReader();
        var rows = new List<TakenRequest>();
        while (reader.Read())
        {
            rows.Add(new TakenRequest(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));
        }

        return rows;
    }

    public static string AgentId(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM agent";
        return (string)command.ExecuteScalar()!;
    }
}
