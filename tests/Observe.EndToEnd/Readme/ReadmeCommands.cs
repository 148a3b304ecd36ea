using System.Runtime.CompilerServices;

namespace Observe.EndToEnd.Readme;

/// <summary>The commands a newcomer copies from the README: the lines of its shell blocks.</summary>
internal static class ReadmeCommands
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../.."));

    public static List<string> All()
    {
        var commands = new List<string>();
        var inShell = false;
        foreach (var line in File.ReadLines(Path.Combine(Root, "README.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inShell = !inShell && line is "```sh" or "```bash" or "```shell" or "```console";
            }
            else if (inShell && line.Trim() is [not '#', ..] command)
            {
                commands.Add(WithoutComment(command).TrimStart('$', ' '));
            }
        }

        return commands;
    }

    private static string WithoutComment(string line)
    {
        var comment = line.IndexOf("  #", StringComparison.Ordinal);
        return comment < 0 ? line : line[..comment].TrimEnd();
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
