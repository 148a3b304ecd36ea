using System.Collections;

namespace Observe.Agent.Hosting.Configuration;

/// <summary>What a configuration depends on outside its files: the environment and where the process stands.</summary>
internal sealed record Surroundings(
    IReadOnlyDictionary<string, string> Variables, string WorkingDirectory, string SystemConfigDirectory = "/etc")
{
    public static Surroundings OfThisProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return new Surroundings(variables, Environment.CurrentDirectory);
    }

    /// <summary>The home directory, or null where there is none.</summary>
    public string? Home => Directory("HOME") ?? Directory("USERPROFILE");

    /// <summary>A directory that a variable names; relative ones are ignored, as the XDG base directory specification asks.</summary>
    public string? Directory(string variable) =>
        Variables.TryGetValue(variable, out var path) && Path.IsPathFullyQualified(path) ? path : null;

    /// <summary>An absolute path for one the user wrote: <c>~/</c> is the home, the rest is relative to the working directory.</summary>
    public string FullPath(string path) => Path.GetFullPath(ExpandHome(path), WorkingDirectory);

    public string ExpandHome(string path) =>
        Home is { } home && (path == "~" || path.StartsWith("~/", StringComparison.Ordinal)) ? home + path[1..] : path;
}
