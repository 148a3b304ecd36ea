using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Listen;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Sources.Otlp;

namespace Observe.Benchmarks.Otlp;

/// <summary>The endpoints alone, in a process of their own, with a consumer that takes everything and does nothing.</summary>
internal sealed class OtlpServeProcess : IOtlpConsumer
{
    /// <summary>Serves until its input ends; each line of input is answered with CPU microseconds and bytes allocated so far.</summary>
    public static async Task RunAsync()
    {
        var options = new OtlpOptions { Grpc = new ListenAddress("127.0.0.1", 0), Http = new ListenAddress("127.0.0.1", 0) };
        await using var server = await OtlpServer.StartAsync(
            options, _ => false, new OtlpServeProcess(), (_, _, _, _) => { }, NullLoggerFactory.Instance, TimeProvider.System, default);
        Console.WriteLine($"{server.Grpc} {server.Http}");
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.CpuUsage.TotalTime.TotalMicroseconds} {GC.GetTotalAllocatedBytes(precise: true)}"));
        }
    }

    public ValueTask<OtlpOutcome> ConsumeAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, CancellationToken cancellation) =>
        ValueTask.FromResult(OtlpOutcome.Accepted);
}
