using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Tokens;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tests.Tokens;

/// <summary>The token books on nothing stored.</summary>
internal static class Books
{
    public static TokenBooks Of(CommittedMetrics metrics, TimeProvider? time = null, TokenOptions? options = null) => TokenBooks.Open(
        options ?? new TokenOptions(), new PriceTable([]), metrics, new NameTables(), new StoredTokens((_, _) => [], [], []), time ?? TimeProvider.System, NullLoggerFactory.Instance);
}
