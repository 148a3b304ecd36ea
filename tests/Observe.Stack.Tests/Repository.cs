using System.Runtime.CompilerServices;

namespace Observe.Stack.Tests;

/// <summary>Where the files under test are.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "../.."));

    /// <summary>The folder of this project.</summary>
    public static string Tests { get; } = ThisFolder();

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
