using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Records.Usage;
using Observe.Agent.Store;
using Observe.Agent.Tokens;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tests.Tokens.Model;

/// <summary>Ledger and budgets on a real store, committed as the agent does it, that can be ended and opened again.</summary>
internal sealed class StoredBooks : IDisposable
{
    private readonly DataDirectory _directory;
    private readonly StateStore _store;
    private readonly CommitSet _commit = new();
    private readonly LogBatch _batch = new();

    public StoredBooks(string folder, TokenOptions options, PriceTable prices, TimeProvider time)
    {
        _directory = DataDirectory.Take(folder);
        _store = StateStore.Open(_directory);
        var state = _store.Read();
        new LogMetrics(Metrics, Names).Load(state.Counters, state.Histograms);
        Books = TokenBooks.Open(
            options, prices, Metrics, Names, new StoredTokens(_store.ReadTokens, _store.ReadBudgetTransitions(), _store.ReadTakenRequests()), time, NullLoggerFactory.Instance);
    }

    public NameTables Names { get; } = new();

    public CommittedMetrics Metrics { get; } = new();

    public TokenBooks Books { get; }

    public IReadOnlyList<TokenCount> Rows => _store.ReadTokens(0, long.MaxValue);

    public IReadOnlyList<BudgetTransition> Transitions => _store.ReadBudgetTransitions();

    public void Consume(in TokenUsage usage) => Books.Ledger.Consume(usage);

    public void Consume(in LogRecord line)
    {
        _batch.Clear();
        _batch.Add(0, 0);
        _batch.Records[^1] = line;
        Books.Ledger.Consume(_batch);
    }

    /// <summary>A commit, or one whose writing fails: then all of it is in the next one.</summary>
    public void Commit(bool fails)
    {
        Books.TakeChanges(_commit);
        Metrics.TakeChanges(_commit);
        Books.Budgets.Evaluate(_commit);
        if (fails)
        {
            _commit.PutBack();
            return;
        }

        _store.Write(_commit);
        Metrics.Publish(_commit);
        Books.Budgets.Publish(_commit);
        _commit.Clear();
    }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }
}
