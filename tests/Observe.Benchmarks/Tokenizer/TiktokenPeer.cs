using System.Diagnostics;
using System.Globalization;

namespace Observe.Benchmarks.Tokenizer;

/// <summary>Node with npm tiktoken, kept running so that both sides are warm.</summary>
internal sealed class TiktokenPeer : IDisposable
{
    private readonly System.Diagnostics.Process _process;

    /// <param name="modules">The folder that npm installed into.</param>
    public TiktokenPeer(string modules)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Tokenizer", "peer.mjs");
        _process = System.Diagnostics.Process.Start(new ProcessStartInfo("node", [script, Path.Combine(Path.GetFullPath(modules), "x.js")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    public CpuRate Count(string encoding, string path)
    {
        _process.StandardInput.WriteLine($"{encoding} {Path.GetFullPath(path)}");
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine()?.Split(' ') ?? throw new InvalidOperationException("node ended");
        var numbers = answer.Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new CpuRate(numbers[0], numbers[1] / (double)numbers[2]);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
