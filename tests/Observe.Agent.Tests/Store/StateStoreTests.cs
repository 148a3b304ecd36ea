using Microsoft.Data.Sqlite;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Store;

namespace Observe.Agent.Tests.Store;

public sealed class StateStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CommittedMetrics _metrics = new();
    private readonly DataDirectory _directory;
    private StateStore _store;

    public StateStoreTests()
    {
        _directory = DataDirectory.Take(_folder.Path);
        _store = StateStore.Open(_directory);
    }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Counts_and_offsets_come_back_as_committed()
    {
        var file = SomeFile() with { Identity = new FileIdentity(ulong.MaxValue, ulong.MaxValue - 1, long.MaxValue), Fingerprint = ulong.MaxValue };
        Count("quotes \" and 'ticks', a \\ and 日本 \u0001", long.MaxValue);
        _metrics.Histogram(Key("duration"), [.001, .25, 1e10]).Record(.2);
        Commit(file);
        Reopen();

        var state = _store.Read();
        Assert.Equal(("metric", "quotes \" and 'ticks', a \\ and 日本 \u0001", long.MaxValue), Only(state.Counters.Select(c => (c.Key.Metric, c.Key["name"], c.Value))));
        Assert.Equal(file, Assert.Single(state.Files));
        var (key, bounds, value) = Assert.Single(state.Histograms);
        Assert.Equal("duration", key["name"]);
        Assert.Equal([.001, .25, 1e10], bounds);
        Assert.Equal([0, 1, 0, 0], value.Counts);
        Assert.Equal(.2, value.Sum);
    }

    [Fact]
    public void The_paths_that_are_followed_come_back_with_their_time()
    {
        var commit = new CommitSet();
        commit.Followed.Add(new("/logs/a 'b'.log", 1_700_000_000_123));
        _store.Write(commit);
        Reopen();
        Assert.Equal(new("/logs/a 'b'.log", 1_700_000_000_123), Assert.Single(_store.Read().Followed));
    }

    [Fact]
    public void A_forgotten_file_is_gone_and_the_others_stay()
    {
        var other = SomeFile() with { Identity = new FileIdentity(7, 8, 9) };
        Commit(SomeFile());
        Commit(other);
        _store.Forget([SomeFile()]);
        Assert.Equal(other.Identity, Assert.Single(_store.Read().Files).Identity);
    }

    [Fact]
    public void A_later_commit_replaces_what_it_names_and_leaves_the_rest()
    {
        Count("a", 1);
        Count("b", 10);
        Commit(SomeFile() with { Offset = 5 });
        Count("a", 1);
        Commit(SomeFile() with { Offset = 9, Path = "/logs/a.log.1" });

        var state = _store.Read();
        Assert.Equal([("a", 2), ("b", 10)], state.Counters.Select(c => (c.Key["name"], c.Value)).Order());
        var file = Assert.Single(state.Files);
        Assert.Equal((9, "/logs/a.log.1"), (file.Offset, file.Path));
    }

    [Fact]
    public void Files_on_one_inode_apart_in_birth_are_two()
    {
        Commit(SomeFile(), SomeFile() with { Identity = SomeFile().Identity with { BirthNanoseconds = 2 } });
        Assert.Equal(2, _store.Read().Files.Count);
    }

    [Fact]
    public void A_commit_that_fails_in_the_middle_leaves_nothing_and_can_be_tried_again()
    {
        Count("a", 1);
        Commit(SomeFile());
        Sql("CREATE TRIGGER full BEFORE UPDATE ON file BEGIN SELECT RAISE(ABORT, 'no'); END");
        Count("a", 1);
        var commit = CommitOf(SomeFile() with { Offset = 99 });
        Assert.Throws<StoreException>(() => _store.Write(commit));
        Assert.Equal(1, Assert.Single(_store.Read().Counters).Value);

        Sql("DROP TRIGGER full");
        _store.Write(commit);
        var state = _store.Read();
        Assert.Equal((2, 99), (Assert.Single(state.Counters).Value, Assert.Single(state.Files).Offset));
    }

    [Fact]
    public void A_commit_that_the_database_itself_rolls_back_can_be_tried_again()
    {
        Sql("CREATE TRIGGER full BEFORE INSERT ON file BEGIN SELECT RAISE(ROLLBACK, 'no'); END");
        Count("a", 1);
        var commit = CommitOf(SomeFile());
        Assert.Throws<StoreException>(() => _store.Write(commit));
        Assert.Empty(_store.Read().Counters);

        Sql("DROP TRIGGER full");
        _store.Write(commit);
        Assert.Single(_store.Read().Counters);
    }

    [Fact]
    public void A_damaged_file_is_told_with_the_way_out()
    {
        _store.Dispose();
        File.WriteAllText(DataDirectory.DatabaseIn(_folder.Path), new string('x', 10_000));
        var e = Assert.Throws<StoreException>(() => StateStore.Open(_directory));
        Assert.Contains(DataDirectory.DatabaseIn(_folder.Path), e.Message);
        Assert.Contains("is damaged; move it away", e.Message);
    }

    [Fact]
    public void A_file_damaged_behind_its_beginning_is_told_too()
    {
        for (var i = 0; i < 500; i++)
        {
            Count($"a series to fill some pages {i}", 1);
        }

        Commit(SomeFile());
        _store.Dispose();
        using (var database = new FileStream(DataDirectory.DatabaseIn(_folder.Path), FileMode.Open))
        {
            database.Position = 4096;
            database.Write(Enumerable.Repeat((byte)0xee, (int)database.Length - 4096).ToArray());
        }

        var e = Assert.Throws<StoreException>(() =>
        {
            using var store = StateStore.Open(_directory);
            store.Read();
        });
        Assert.Contains("is damaged", e.Message);
    }

    [Fact]
    public void A_row_that_cannot_be_understood_is_told_as_damage()
    {
        Sql("INSERT INTO counter VALUES('metric', 'no list', 1)");
        Assert.Contains("is damaged", Assert.Throws<StoreException>(_store.Read).Message);
    }

    [Fact]
    public void A_file_of_a_newer_version_is_left_alone()
    {
        Sql("PRAGMA user_version = 999");
        _store.Dispose();
        var e = Assert.Throws<StoreException>(() => StateStore.Open(_directory));
        Assert.Contains("newer version", e.Message);
        Assert.Contains("--data", e.Message);
    }

    private static FileCheckpoint SomeFile() => new()
    {
        Identity = new FileIdentity(1, 2, 1),
        Path = "/logs/日本 ' \n.log",
        Offset = long.MaxValue,
        InsideCountedLine = true,
        Fingerprint = 0x8000_0000_0000_0001,
        FingerprintLength = 256,
        Format = LogFormat.Logfmt,
        Size = 3,
        Lines = 4,
        ErrorLines = 5,
        LastReadUnixMilliseconds = 6,
    };

    private static SeriesKey Key(string name) => new("metric", new KeyValuePair<string, string>("name", name));

    private static T Only<T>(IEnumerable<T> values) => Assert.Single(values);

    private void Count(string name, long amount) => _metrics.Counter(Key(name)).Add(amount);

    private CommitSet CommitOf(params FileCheckpoint[] files)
    {
        var commit = new CommitSet();
        _metrics.TakeChanges(commit);
        commit.Files.AddRange(files);
        return commit;
    }

    private void Commit(params FileCheckpoint[] files) => _store.Write(CommitOf(files));

    private void Reopen()
    {
        _store.Dispose();
        _store = StateStore.Open(_directory);
    }

    private void Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={DataDirectory.DatabaseIn(_folder.Path)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
