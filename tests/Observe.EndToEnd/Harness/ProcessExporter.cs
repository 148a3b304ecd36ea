using System.Runtime.CompilerServices;

namespace Observe.EndToEnd.Harness;

/// <summary>A real prometheus-process-exporter with the project's configuration.</summary>
internal sealed class ProcessExporter : IDisposable
{
    public const string Program = "prometheus-process-exporter";

    private readonly ChildProcess _process;

    public ProcessExporter() => _process = new ChildProcess(
        Programs.Find(Program)!,
        [$"-web.listen-address={Address}", $"-config.path={Path.GetFullPath(Path.Combine(ThisFolder(), "../../../prometheus/process-exporter.yml"))}"]);

    public string Address { get; } = $"127.0.0.1:{FreePort.Find()}";

    /// <summary>Holds it as a machine that hangs: connections are taken and nothing answers.</summary>
    public void Freeze() => _process.Signal(ChildProcess.Stop);

    public void Thaw() => _process.Signal(ChildProcess.Continue);

    public void Dispose() => _process.Dispose();

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
