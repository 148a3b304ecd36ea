using Microsoft.Data.Sqlite;

namespace Observe.Agent.Store;

/// <summary>Says what a fault of SQLite means to the user. Codes: https://www.sqlite.org/rescode.html.</summary>
internal static class StoreFault
{
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static StoreException Of(SqliteException e, string path) => new(e.SqliteErrorCode switch
    {
        Full => $"no space is left for {path}; free some on that disk: counting goes on and is stored once there is room",
        IoError => $"{path} cannot be written ({e.Message}); is its disk full or failing?",
        ReadOnly or CannotOpen => $"{path} cannot be opened for writing; make it writable or name another directory with --data",
        Corrupt or NotADatabase => WhenDamaged(path),
        _ => $"{path}: {e.Message}",
    }, e);

    public static StoreException Damaged(Exception e, string path) => new(WhenDamaged(path), e);

    private static string WhenDamaged(string path) => $"{path} is damaged; move it away to begin anew, or restore a copy of it";
}
