using Observe.Agent.Metrics;
using Observe.Agent.Records.Usage;
using Observe.Agent.Store;

namespace Observe.Agent.Tests.Store;

public sealed class TokenReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_come_back_as_they_were_and_hold_each_name_once()
    {
        using var directory = DataDirectory.Take(_folder.Path);
        using var store = StateStore.Open(directory);
        var written = Enumerable.Range(0, 100)
            .Select(i => new TokenCount(new TokenHour(i * 3_600_000L, "openai", "gpt-4o", "chat", (TokenType)(i % 5), (TokenOrigin)(i % 3), i % 2 == 1), i + 1))
            .ToList();
        var commit = new CommitSet();
        commit.Tokens.AddRange(written.Select(w => new TokenDelta(w.Hour, w.Hour.Hour, w.Tokens)));
        store.Write(commit);

        var rows = store.ReadTokens(0, long.MaxValue);
        Assert.Equal(written, rows.OrderBy(r => r.Hour.Hour));
        Assert.All(rows, row =>
        {
            Assert.Same(rows[0].Hour.Provider, row.Hour.Provider);
            Assert.Same(rows[0].Hour.Model, row.Hour.Model);
            Assert.Same(rows[0].Hour.Operation, row.Hour.Operation);
        });
        Assert.Equal([written[7]], store.ReadTokens(written[7].Hour.Hour, written[8].Hour.Hour));
    }
}
