using System.Globalization;

namespace Observe.EndToEnd.Harness;

/// <summary>
/// Runs the agent without root although the tests have it: as the user <c>nobody</c>, in a copy that this user may read.
/// </summary>
internal static class UnprivilegedUser
{
    private const int Nobody = 65534;

    public static ChildProcess Start(TempDirectory home, params IEnumerable<string> arguments)
    {
        OpenTo(home);
        var copy = CopyOfAgent(home);
        string[] asNobody = [$"--reuid={Nobody.ToString(CultureInfo.InvariantCulture)}", $"--regid={Nobody.ToString(CultureInfo.InvariantCulture)}", "--clear-groups"];
        return new ChildProcess(Programs.Find("setpriv")!, [.. asNobody, copy, .. arguments], home.Path, new AgentProgram(home).Environment);
    }

    public static async Task<RunningAgent> ServeAsync(TempDirectory home, IEnumerable<string> globs)
    {
        var address = $"127.0.0.1:{FreePort.Find()}";
        var agent = new RunningAgent(Start(home, ["agent", .. AgentProgram.Watch(globs), "--data", home["data"], "--listen", address]), address);
        await agent.WaitUntilReadyAsync();
        return agent;
    }

    private static void OpenTo(TempDirectory home)
    {
        const UnixFileMode everyone = (UnixFileMode)0b111_111_111;
        File.SetUnixFileMode(home.Path, everyone);
        File.SetUnixFileMode(home.Make("tmp"), everyone);
    }

    /// <summary>The build output may lie below a directory that only its owner may enter.</summary>
    private static string CopyOfAgent(TempDirectory home)
    {
        var folder = home.Make("bin");
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        foreach (var native in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(AppContext.BaseDirectory, native));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(native, target, overwrite: true);
        }

        return Path.Combine(folder, "observe");
    }
}
