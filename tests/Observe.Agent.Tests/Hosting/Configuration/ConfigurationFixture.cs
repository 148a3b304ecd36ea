using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Tests.Hosting.Configuration;

/// <summary>A home, a working directory and a system directory of their own, and an environment with nothing else in it.</summary>
public sealed class ConfigurationFixture : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("observe-conf-").FullName;

    public ConfigurationFixture()
    {
        Directory.CreateDirectory(Work);
        Variables["HOME"] = Home;
    }

    public string Home => Path.Combine(_root, "home");

    public string Work => Path.Combine(_root, "work");

    public string System => Path.Combine(_root, "etc");

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    internal Surroundings Surroundings => new(Variables, Work, System);

    /// <summary>Writes a file, by default <c>observe.json</c> of the working directory.</summary>
    public string Write(string text, string? path = null)
    {
        path = Path.Combine(Work, path ?? "observe.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    internal LoadedConfiguration Load(ConfigurationFlags? flags = null) => ConfigurationLoader.Load(flags ?? new(), Surroundings);

    /// <summary>The faults as the user reads them, with this fixture's directory taken out.</summary>
    internal string[] Faults(ConfigurationFlags? flags = null) =>
        [.. Load(flags).Faults.Select(f => f.ToString().Replace(Work + "/", "", StringComparison.Ordinal))];

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
