using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Observe.EndToEnd.Readme;

/// <summary>The commands a newcomer copies from the README: the lines of its shell blocks, and those quoted in its text.</summary>
internal static partial class ReadmeCommands
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
            else if (!inShell)
            {
                commands.AddRange(Quoted().Matches(line).Select(m => m.Groups["command"].Value));
            }
        }

        return [.. commands.Distinct()];
    }

    [GeneratedRegex("`(?<command>(observe|dotnet|tests/|\\.ci/)[^`]*)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    private static string WithoutComment(string line)
    {
        var comment = line.IndexOf("  #", StringComparison.Ordinal);
        return comment < 0 ? line : line[..comment].TrimEnd();
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
