using Microsoft.Data.Sqlite;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Store;

/// <summary>
/// Offsets and counts in one SQLite file, written together in one transaction. A commit is on the disk when
/// <see cref="Write"/> returns (write-ahead log, synchronous). Used by one thread at a time.
/// </summary>
internal sealed class StateStore : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly UpsertCommand _counter;
    private readonly UpsertCommand _histogram;
    private readonly UpsertCommand _file;
    private readonly UpsertCommand _followed;
    private readonly UpsertCommand _pattern;
    private readonly UpsertCommand _mergedPattern;
    private readonly UpsertCommand _journal;
    private readonly TokenWriter _tokens;
    private readonly UpsertCommand _delta;
    private readonly PushWriter _pushes;

    private StateStore(SqliteConnection connection)
    {
        _connection = connection;
        _counter = new UpsertCommand(connection, "counter", ["metric", "attributes"], ["value"]);
        _histogram = new UpsertCommand(connection, "histogram", ["metric", "attributes"], ["bounds", "counts", "sum"]);
        _file = new UpsertCommand(
            connection,
            "file",
            ["device", "inode", "birth"],
            ["path", "offset", "inside_line", "fingerprint", "fingerprint_length", "ending", "ending_length", "format", "size", "lines", "error_lines", "last_read"]);
        _followed = new UpsertCommand(connection, "followed", ["path"], ["since"]);
        _pattern = new UpsertCommand(connection, "pattern", ["id"], ["template", "example", "first_seen", "last_seen", "shapes"]);
        _mergedPattern = new UpsertCommand(connection, "merged_pattern", ["id"], ["into_id"]);
        _journal = new UpsertCommand(connection, "journal", ["name"], ["position"]);
        _tokens = new TokenWriter(connection);
        _delta = new UpsertCommand(connection, "delta", ["metric", "attributes"], ["name", "unit", "description", "kind", "state"]);
        _pushes = new PushWriter(connection);
    }

    /// <exception cref="StoreException">The file is damaged, of a newer version, or cannot be written.</exception>
    public static StateStore Open(DataDirectory directory)
    {
        var path = DataDirectory.DatabaseIn(directory.Path);
        SqliteSetup.Once();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            CreatePrivate(path);
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;");
            Schema.Update(connection);
            return new StateStore(connection);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw StoreFault.Of(e, path);
        }
        catch (StoreException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>For its owner alone, also in a directory that others may read; SQLite gives its side files the same mode.</summary>
    public static void CreatePrivate(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && !File.Exists(path))
            {
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
                using var created = new FileStream(path, options);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path} cannot be made: {e.Message}; name another directory with --data", e);
        }
    }

    /// <summary>What was committed so far.</summary>
    /// <exception cref="StoreException">It cannot be read, or not understood.</exception>
    public StoredState Read() => StateReader.Read(_connection);

    /// <summary>Rows of the ledger of tokens whose hour began in this span.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<TokenCount> ReadTokens(long from, long to) => Guarded(() => TokenReader.Hours(_connection, from, to));

    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<BudgetTransition> ReadBudgetTransitions() => Guarded(() => TokenReader.Transitions(_connection));

    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<TakenRequest> ReadTakenRequests() => Guarded(() => TokenReader.Requests(_connection));

    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<PushedRequest> ReadPushes() => Guarded(() => PushWriter.Read(_connection));

    /// <exception cref="StoreException">Nothing of the commit was stored; it can be tried again.</exception>
    public void Write(CommitSet commit)
    {
        try
        {
            using var transaction = new WriteTransaction(_connection);
            foreach (var (series, value) in commit.Counters)
            {
                _counter.Run(series.Key.Metric, series.Key.AttributesText, value);
            }

            foreach (var (series, value) in commit.Histograms)
            {
                _histogram.Run(series.Key.Metric, series.Key.AttributesText, NumberList.Write(series.Bounds), NumberList.Write(value.Counts), value.Sum);
            }

            Delete(commit.Forgotten);
            foreach (var file in commit.Files)
            {
                WriteFile(file);
            }

            foreach (var (path, since) in commit.Followed)
            {
                _followed.Run(path, since);
            }

            foreach (var pattern in commit.Patterns)
            {
                _pattern.Run(pattern.Id, pattern.Template, pattern.Example, pattern.FirstSeen, pattern.LastSeen, TextList.Write(pattern.Shapes));
            }

            foreach (var (pattern, into) in commit.MergedPatterns)
            {
                _mergedPattern.Run(pattern, into);
            }

            RemoveDeltas(commit.EndedDeltas);
            foreach (var delta in commit.Deltas)
            {
                var (key, name, unit, description, kind, state) = delta.ToStored();
                _delta.Run(key.Metric, key.AttributesText, name, unit, description, (long)kind, state);
            }

            foreach (var (journal, position) in commit.Journals)
            {
                _journal.Run(journal.Name, position);
            }

            _tokens.Write(commit);
            _pushes.Write(commit);
            transaction.Commit();
        }
        catch (SqliteException e)
        {
            throw StoreFault.Of(e, _connection.DataSource);
        }
    }

    /// <summary>Forgets files that will not be met again.</summary>
    /// <exception cref="StoreException">Nothing was forgotten.</exception>
    public void Forget(IReadOnlyCollection<FileCheckpoint> files)
    {
        try
        {
            using var transaction = new WriteTransaction(_connection);
            Delete([.. files.Select(f => f.Identity)]);
            transaction.Commit();
        }
        catch (SqliteException e)
        {
            throw StoreFault.Of(e, _connection.DataSource);
        }
    }

    public void Dispose()
    {
        _counter.Dispose();
        _histogram.Dispose();
        _file.Dispose();
        _followed.Dispose();
        _pattern.Dispose();
        _mergedPattern.Dispose();
        _journal.Dispose();
        _tokens.Dispose();
        _delta.Dispose();
        _pushes.Dispose();
        _connection.Dispose();
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e)
        {
            throw StoreFault.Of(e, _connection.DataSource);
        }
    }

    private void Delete(IReadOnlyCollection<FileIdentity> files)
    {
        if (files.Count == 0)
        {
            return;
        }

        using var command = _connection.CreateCommand();
        command.CommandText = "DELETE FROM file WHERE device = @device AND inode = @inode AND birth = @birth";
        foreach (var file in files)
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("@device", unchecked((long)file.Device));
            command.Parameters.AddWithValue("@inode", unchecked((long)file.Inode));
            command.Parameters.AddWithValue("@birth", file.BirthNanoseconds);
            command.ExecuteNonQuery();
        }
    }

    private void RemoveDeltas(IReadOnlyList<SeriesKey> ended)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "DELETE FROM delta WHERE metric = @metric AND attributes = @attributes";
        foreach (var key in ended)
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("@metric", key.Metric);
            command.Parameters.AddWithValue("@attributes", key.AttributesText);
            command.ExecuteNonQuery();
        }
    }

    private void WriteFile(FileCheckpoint file) => _file.Run(
        unchecked((long)file.Identity.Device),
        unchecked((long)file.Identity.Inode),
        file.Identity.BirthNanoseconds,
        file.Path,
        file.Offset,
        file.InsideCountedLine ? 1L : 0L,
        unchecked((long)file.Fingerprint),
        (long)file.FingerprintLength,
        unchecked((long)file.Ending),
        (long)file.EndingLength,
        (long)file.Format,
        file.Size,
        file.Lines,
        file.ErrorLines,
        file.LastReadUnixMilliseconds);

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
