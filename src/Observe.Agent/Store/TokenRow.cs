using System.Data.Common;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Store;

/// <summary>Reads rows of the ledger, the same from either database.</summary>
internal sealed class TokenRow(DbDataReader reader)
{
    /// <summary>What <see cref="Read"/> expects to be selected, before the tokens.</summary>
    public const string Columns = "hour, provider, model, operation, type, origin, estimated";

    /// <summary>A year of hours has few names, each of them a hundred thousand times.</summary>
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The row that the reader stands at; null when it has words of another version.</summary>
    public TokenCount? Read()
    {
        if (AttributeValues.TokenTypeOf(reader.GetString(4)) is not { } type || AttributeValues.TokenOriginOf(reader.GetString(5)) is not { } origin)
        {
            return null;
        }

        return new TokenCount(new TokenHour(reader.GetInt64(0), Name(1), Name(2), Name(3), type, origin, reader.GetBoolean(6)), reader.GetInt64(7));
    }

    private string Name(int column)
    {
        var name = reader.GetString(column);
        return _names.TryGetValue(name, out var known) ? known : _names[name] = name;
    }
}
