using System.Globalization;
using System.Text;

namespace Observe.Agent.Demo;

/// <summary>Stack traces as .NET and Python services leave them in their logs.</summary>
internal static class DemoStackTrace
{
    public static string DotNet(in DemoRequest request, DemoTraffic traffic) => string.Create(CultureInfo.InvariantCulture,
        $"System.Net.Http.HttpRequestException: {request.Message}\n" +
        $"   at Worker.Upstream.SendAsync(HttpRequestMessage request) in /srv/worker/Upstream.cs:line {traffic.Between(40, 60)}\n" +
        $"   at Worker.Turn.RunAsync(Conversation turn) in /srv/worker/Turn.cs:line {traffic.Between(110, 140)}");

    public static void WritePython(StringBuilder log, in DemoRequest request, DemoTraffic traffic) => log
        .Append("Traceback (most recent call last):\n")
        .Append(CultureInfo.InvariantCulture, $"  File \"/srv/ippoc/reweave.py\", line {traffic.Between(80, 120)}, in reconstruct\n")
        .Append("    states = self.buffer.fetch(layer, query)\n")
        .Append(CultureInfo.InvariantCulture, $"  File \"/srv/ippoc/buffer.py\", line {traffic.Between(30, 60)}, in fetch\n")
        .Append("    raise TimeoutError(reason)\n")
        .Append(CultureInfo.InvariantCulture, $"TimeoutError: {request.Message}\n");
}
