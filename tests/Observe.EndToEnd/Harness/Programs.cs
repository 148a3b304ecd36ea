namespace Observe.EndToEnd.Harness;

/// <summary>Finds the programs that the tests talk to.</summary>
internal static class Programs
{
    private static readonly string[] Elsewhere = ["/usr/sbin", "/sbin", "/usr/local/bin", .. PostgresFolders()];

    /// <summary>The Debian package of a program, where their names differ.</summary>
    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["promtool"] = "prometheus",
        ["setpriv"] = "util-linux",
        ["script"] = "bsdutils",
        ["mount"] = "mount",
        ["nginx"] = "nginx-light",
        ["journalctl"] = "systemd",
        ["initdb"] = "postgresql",
    };

    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Concat(Elsewhere)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    /// <summary>Says what is missing and how to get it; null when all are there.</summary>
    public static string? WhatIsMissing(params string[] names)
    {
        var missing = names.Where(name => Find(name) is null).ToList();
        return missing.Count == 0
            ? null
            : $"needs {string.Join(", ", missing)}: apt-get install {string.Join(' ', missing.Select(Package).Distinct())}, or run tests/run.sh";
    }

    /// <summary>Debian keeps the server's programs apart by version; the newest goes first.</summary>
    private static IEnumerable<string> PostgresFolders()
    {
        const string versions = "/usr/lib/postgresql";
        return Directory.Exists(versions) ? Directory.EnumerateDirectories(versions).OrderDescending(StringComparer.Ordinal).Select(v => Path.Combine(v, "bin")) : [];
    }

    private static string Package(string name) => Packages.GetValueOrDefault(name, name);
}
