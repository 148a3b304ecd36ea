namespace Observe.Agent.Store;

/// <summary>Loads the SQLite that comes with the agent, once a process.</summary>
internal static class SqliteSetup
{
    private static readonly Lazy<bool> Loaded = new(() =>
    {
        SQLitePCL.Batteries_V2.Init();
        return true;
    });

    public static void Once() => _ = Loaded.Value;
}
