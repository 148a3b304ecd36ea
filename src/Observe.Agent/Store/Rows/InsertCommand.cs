using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Observe.Agent.Store.Rows;

/// <summary>
/// A prepared statement that is given numbers and a text in UTF-8 as they are, by SQLite's own functions: the provider makes a
/// string and several objects of every row, and each of its calls costs more than what SQLite does in it.
/// </summary>
internal sealed partial class InsertCommand : IDisposable
{
    private const string Library = "e_sqlite3";

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly IntPtr _handle;

    public InsertCommand(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        var result = raw.sqlite3_prepare_v2(_database, sql, out _statement);
        if (result != raw.SQLITE_OK)
        {
            throw Fault(result);
        }

        _handle = _statement.DangerousGetHandle();
    }

    /// <exception cref="SqliteException">It was not inserted.</exception>
    public unsafe void Run(ReadOnlySpan<long> numbers, ReadOnlySpan<byte> text)
    {
        var result = raw.SQLITE_OK;
        for (var i = 0; i < numbers.Length; i++)
        {
            result |= BindNumber(_handle, i + 1, numbers[i]);
        }

        // SQLite takes a null pointer for NULL; an empty text still has a place.
        fixed (byte* start = text.IsEmpty ? [0] : text)
        {
            // The text is there, in its place, until the statement has run: SQLite need not copy it.
            result |= BindText(_handle, numbers.Length + 1, start, text.Length, IntPtr.Zero);
            if (result == raw.SQLITE_OK)
            {
                result = Step(_handle);
            }

            _ = Reset(_handle);
        }

        if (result != raw.SQLITE_DONE)
        {
            throw Fault(result);
        }
    }

    public void Dispose() => _statement.Dispose();

    private SqliteException Fault(int result) => new(raw.sqlite3_errmsg(_database).utf8_to_string(), result, raw.sqlite3_extended_errcode(_database));

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    private static partial int BindNumber(IntPtr statement, int parameter, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    private static unsafe partial int BindText(IntPtr statement, int parameter, byte* text, int length, IntPtr destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    private static partial int Step(IntPtr statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    private static partial int Reset(IntPtr statement);
}
