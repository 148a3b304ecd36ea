using System.Text;
using Microsoft.Data.Sqlite;
using Observe.Agent.Records;
using Observe.Agent.Store;
using Observe.Agent.Store.Rows;

namespace Observe.Agent.Tests.Store.Rows;

public sealed class RowStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_behind_the_committed_length_are_deleted_because_their_lines_are_read_again()
    {
        long committed;
        using (var store = Open())
        {
            Append(store, "counted");
            committed = Commit(store);
            Append(store, "persisted, then the agent was killed before the commit");
            store.Cut();
            store.Persist();
        }

        using (var again = Open(committed))
        {
            Assert.Equal(["counted"], Messages(new LogQuery()));
            Append(again, "read again");
            committed = Commit(again);
        }

        using var third = Open(committed);
        Assert.Equal(["read again", "counted"], Messages(new LogQuery()));
    }

    [Fact]
    public void Without_a_committed_length_every_row_stays()
    {
        using (var store = Open())
        {
            Append(store, "kept");
            Commit(store);
        }

        using var again = Open(committed: null);
        Append(again, "more");
        Commit(again);
        Assert.Equal(["more", "kept"], Messages(new LogQuery()));
    }

    [Fact]
    public void What_could_not_be_written_waits_and_is_written_once()
    {
        using var store = Open();
        Append(store, "first", provider: "groq");
        Sql("CREATE TRIGGER fail BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'made to fail'); END;");
        store.Cut();
        Assert.Contains("made to fail", Assert.Throws<JournalException>(store.Persist).Message);
        Append(store, "second", provider: "groq");
        Sql("DROP TRIGGER fail");
        Commit(store);
        Assert.Equal(["second", "first"], Messages(new LogQuery { Provider = "groq" }));
    }

    [Fact]
    public void There_is_no_room_when_rows_that_cannot_be_written_pile_up()
    {
        using var store = Open();
        var rows = 0;
        while (store.HasRoom && rows < 100_000)
        {
            Append(store, new string('x', 8000));
            rows++;
        }

        Assert.InRange(rows, 250, 750);
        store.Cut();
        Assert.False(store.HasRoom);
        Commit(store);
        Assert.True(store.HasRoom);
    }

    [Theory]
    [InlineData("timeout", "b")]
    [InlineData("TIMEOUT upstream", "b")]
    [InlineData("refused", "a")]
    [InlineData("\"connection refused\"", "a")]
    [InlineData("\"refused connection\"", "")]
    [InlineData("refused timeout", "")]
    [InlineData("conn*", "a")]
    [InlineData("conn", "")]
    [InlineData("10.0.0.7:443", "a")]
    [InlineData("café", "c")]
    [InlineData("NOT OR AND", "")]
    [InlineData("a OR b) --", "")]
    [InlineData("日本", "")]
    [InlineData("*", "")]
    [InlineData("\"", "")]
    public void Words_find_messages_before_and_after_they_are_indexed(string text, string found)
    {
        using var store = Open();
        Append(store, "connection refused by 10.0.0.7:443", category: "a");
        Append(store, "upstream: Timeout after 30s", category: "b");
        Append(store, "le café est fermé", category: "c");
        Commit(store);
        var query = new LogQuery { Text = text };
        Assert.Equal(found, string.Concat(Search(query).Select(r => r.Category).Order(StringComparer.Ordinal)));
        using var upkeep = Upkeep();
        Assert.True(upkeep.IndexStep(store.Committed));
        Assert.False(upkeep.IndexStep(store.Committed));
        Assert.Equal(found, string.Concat(Search(query).Select(r => r.Category).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Filters_narrow_and_the_youngest_come_first()
    {
        using var store = Open();
        for (var i = 0; i < 10; i++)
        {
            Append(store, $"message {i}", i % 2 == 0 ? LogLevel.Warn : LogLevel.Error, i < 5 ? "groq" : "ollama", time: Now.AddMinutes(i), pattern: 0xabc);
        }

        Append(store, "late", LogLevel.Fatal, "groq", time: Now.AddMinutes(-5));
        Commit(store);
        Assert.Equal(["message 3", "message 1", "late"], Messages(new LogQuery { Level = LogLevel.Error, Provider = "GROQ" }));
        Assert.Equal(["message 8", "message 7"], Messages(new LogQuery { Since = Now.AddMinutes(7).ToUnixTimeMilliseconds(), Until = Now.AddMinutes(9).ToUnixTimeMilliseconds() }));
        Assert.Equal(["message 9"], Messages(new LogQuery { Pattern = "000000000abc", Limit = 1 }));
        Assert.Equal("000000000abc", Search(new LogQuery { Limit = 1 })[0].Pattern);
        Assert.Empty(Messages(new LogQuery { Provider = "nobody" }));
        Assert.Empty(Messages(new LogQuery { Pattern = "not hexadecimal" }));
    }

    [Fact]
    public void Rows_older_than_the_limit_go_with_their_words()
    {
        using var store = Open();
        Append(store, "ancient history", time: Now.AddDays(-31));
        Append(store, "recent history", time: Now.AddDays(-29));
        Commit(store);
        using var upkeep = Upkeep();
        while (upkeep.IndexStep(store.Committed))
        {
            // Until nothing is left.
        }

        Assert.True(upkeep.DeleteStep());
        Assert.False(upkeep.DeleteStep());
        Assert.Equal(["recent history"], Messages(new LogQuery()));
        Assert.Equal(["recent history"], Messages(new LogQuery { Text = "history" }));
        Sql("INSERT INTO record_text(record_text) VALUES('integrity-check')");
    }

    [Fact]
    public void Over_the_size_the_first_stored_go_and_the_file_becomes_smaller()
    {
        var options = new RowOptions { MaxBytes = 16 * 1024 * 1024 };
        using var store = Open();
        for (var i = 0; i < 6000; i++)
        {
            Append(store, $"{i} {new string('x', 6000)}", time: Now);
            if (i % 1000 == 999)
            {
                Commit(store);
            }
        }

        using var upkeep = new RowUpkeep(_folder.Path, options, new FixedTime());
        Assert.True(upkeep.IndexStep(store.Committed));
        while (upkeep.DeleteStep())
        {
            upkeep.Shrink();
        }

        upkeep.Shrink();
        Sql("PRAGMA wal_checkpoint(TRUNCATE)");
        Assert.InRange(new FileInfo(_folder["logs.db"]).Length, 4 << 20, 20 << 20);
        var left = Search(new LogQuery { Limit = 1000 });
        Assert.StartsWith("5999 ", left[0].Message);
        Assert.Empty(Search(new LogQuery { Text = "0" }));
        Append(store, "goes on", time: Now.AddMinutes(1));
        Commit(store);
        Assert.Equal("goes on", Messages(new LogQuery { Limit = 1 })[0]);
    }

    [Fact]
    public void A_newer_version_and_no_rows_at_all_are_told()
    {
        Assert.Contains("no records", Assert.Throws<StoreException>(() => Search(new LogQuery())).Message);
        Open().Dispose();
        Sql("PRAGMA user_version = 99");
        Assert.Contains("newer version", Assert.Throws<StoreException>(() => Open()).Message);
        Assert.Contains("newer version", Assert.Throws<StoreException>(() => Search(new LogQuery())).Message);
    }

    private RowStore Open(long? committed = null) => RowStore.Open(_folder.Path, committed);

    private RowUpkeep Upkeep() => new(_folder.Path, new RowOptions(), new FixedTime());

    private List<LogRow> Search(LogQuery query) => RowSearch.Run(_folder.Path, query, TimeProvider.System, CancellationToken.None);

    private List<string> Messages(LogQuery query) => [.. Search(query).Select(r => r.Message)];

    private void Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={_folder["logs.db"]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static void Append(
        RowStore store, string message, LogLevel level = LogLevel.Warn, string provider = "unknown", string category = "", DateTimeOffset? time = null, ulong pattern = 0)
    {
        var rows = new RowBuffer();
        rows.Add(new Row
        {
            Time = (time ?? Now).ToUnixTimeMilliseconds(), Level = level, Provider = provider, Model = "", Category = category, File = "/a.log", Pattern = pattern,
            LatencyMicroseconds = -1, Start = 0, Length = (int)Encoding.UTF8.GetBytes(message, rows.Text),
        });
        store.Append(rows);
    }

    private static long Commit(RowStore store)
    {
        var position = store.Cut();
        store.Persist();
        store.Publish(position);
        return position;
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
