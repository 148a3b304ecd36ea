using Microsoft.Data.Sqlite;
using Observe.Agent.Metrics;
using Observe.Agent.Store;

namespace Observe.Agent.Tests.Store;

public sealed class StateReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_committed_is_read_while_an_agent_goes_on_writing()
    {
        using var directory = DataDirectory.Take(_folder.Path);
        using var store = StateStore.Open(directory);
        var metrics = new CommittedMetrics();
        var counter = metrics.Counter(new SeriesKey("metric"));
        for (var i = 1; i <= 3; i++)
        {
            counter.Add(1);
            var commit = new CommitSet();
            metrics.TakeChanges(commit);
            store.Write(commit);
            Assert.Equal(i, Assert.Single(StateReader.Read(_folder.Path).Counters).Value);
        }
    }

    [Fact]
    public void A_directory_without_data_is_told_with_the_way_out()
    {
        var e = Assert.Throws<StoreException>(() => StateReader.Read(_folder.Path));
        Assert.Contains($"no data at {_folder.Path}", e.Message);
        Assert.Contains("observe agent", e.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_damaged_file_is_told()
    {
        _folder.Write("observe.db", new string('x', 5000));
        Assert.Contains("is damaged", Assert.Throws<StoreException>(() => StateReader.Read(_folder.Path)).Message);
    }

    [Fact]
    public void A_file_of_a_newer_version_is_told()
    {
        Sql("PRAGMA user_version = 999");
        Assert.Contains("newer version", Assert.Throws<StoreException>(() => StateReader.Read(_folder.Path)).Message);
    }

    [Fact]
    public void A_file_that_an_agent_is_about_to_fill_holds_no_data_yet()
    {
        Sql("PRAGMA journal_mode = WAL");
        Assert.Contains("no data at", Assert.Throws<StoreException>(() => StateReader.Read(_folder.Path)).Message);
    }

    private void Sql(string text)
    {
        SqliteSetup.Once();
        using var connection = new SqliteConnection($"Data Source={DataDirectory.DatabaseIn(_folder.Path)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
