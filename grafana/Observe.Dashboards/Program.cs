using System.Runtime.CompilerServices;

namespace Observe.Dashboards;

/// <summary>
/// Writes grafana/dashboards and docs/dashboards from <see cref="Boards"/>:
/// <c>dotnet run --project grafana/Observe.Dashboards</c>. With <c>-- check</c> it writes nothing and fails where files differ.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        var files = GeneratedFiles.All();
        var root = Path.GetFullPath(Path.Combine(ThisFolder(), "../.."));
        if (arguments is ["check"])
        {
            var differing = GeneratedFiles.Differing(root).ToList();
            differing.ForEach(file => Console.Error.WriteLine($"{file} is not what the source makes: dotnet run --project grafana/Observe.Dashboards"));
            return differing.Count == 0 ? 0 : 1;
        }

        if (arguments.Length > 0)
        {
            Console.Error.WriteLine("usage: dotnet run --project grafana/Observe.Dashboards [-- check]");
            return 2;
        }

        foreach (var (path, text) in files)
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Console.WriteLine($"{files.Count} files written");
        return 0;
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
