using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Otlp;

/// <summary>The OpenTelemetry exporters of Node.js, installed once from npm in the versions that the lock file beside this names.</summary>
internal static class NodeClient
{
    private static readonly TimeSpan InstallTime = TimeSpan.FromMinutes(3);
    private static readonly Lazy<string?> Problem = new(Install);

    /// <summary>Why they cannot be used here; null when they can.</summary>
    public static string? WhatIsMissing => Problem.Value;

    private static string Sources => Path.Combine(ThisFolder(), "Node");

    /// <summary>A folder for these versions alone, outside the tree.</summary>
    private static string Modules { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "observe-tests",
        "otlp-node-" + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(ThisFolder(), "Node", "package-lock.json"))))[..12]);

    /// <summary>Pushes three items of each signal and returns what each exporter was told.</summary>
    public static Task<JsonElement> PushAsync(RecordingServer server, string protocol, bool gzip, params string[] signals) =>
        PushAsync(server.Grpc, server.Http, protocol, gzip, "node-app", "", signals);

    /// <param name="grpc">Where gRPC is taken.</param>
    /// <param name="http">Where HTTP is taken.</param>
    /// <param name="protocol"><c>grpc</c>, <c>proto</c> or <c>json</c>.</param>
    /// <param name="gzip">Whether bodies are compressed.</param>
    /// <param name="app">Its <c>service.name</c>.</param>
    /// <param name="instance">Its <c>service.instance.id</c>; none when empty.</param>
    /// <param name="signals">What is pushed.</param>
    public static async Task<JsonElement> PushAsync(Uri grpc, Uri http, string protocol, bool gzip, string app, string instance, params string[] signals)
    {
        using var node = new ChildProcess(
            "node", [Path.Combine(Sources, "push.cjs"), Modules, protocol, gzip ? "gzip" : "none", grpc.ToString(), http.ToString(), .. signals], null,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["APP"] = app, ["INSTANCE"] = instance });
        var code = await node.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(code == 0, node.Everything);
        return JsonDocument.Parse(node.Output).RootElement;
    }

    private static string? Install()
    {
        if (Programs.Find("node") is null || Programs.Find("npm") is null)
        {
            return "needs node and npm: apt-get install nodejs npm";
        }

        var done = Path.Combine(Modules, "installed");
        if (File.Exists(done))
        {
            return null;
        }

        Directory.CreateDirectory(Modules);
        foreach (var name in new[] { "package.json", "package-lock.json" })
        {
            File.Copy(Path.Combine(Sources, name), Path.Combine(Modules, name), overwrite: true);
        }

        using var npm = new ChildProcess("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], Modules);
        try
        {
            if (npm.WaitAsync(InstallTime).GetAwaiter().GetResult() != 0)
            {
                return $"npm could not install the exporters: {npm.Errors.ReplaceLineEndings(" ")}";
            }
        }
        catch (TimeoutException)
        {
            return $"npm did not install the exporters within {InstallTime.TotalMinutes} minutes";
        }

        File.WriteAllText(done, "");
        return null;
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
