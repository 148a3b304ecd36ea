using Google.Protobuf;
using Observe.Agent.Hosting;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Tests.Records.Otlp;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Observe.Agent.Tests.Hosting.Pushes;

/// <summary>
/// Random requests, sound and damaged, through everything that counts them: 20 thousand in the short form, a million with
/// <c>OBSERVE_LONG=1</c>. Each is taken or refused with a reason, and the agent goes on.
/// </summary>
public sealed class PushMutationTests : IAsyncLifetime
{
    private const int AtATime = 500;
    private const long MostBytes = 1L << 30;

    private static readonly int Count = Environment.GetEnvironmentVariable("OBSERVE_LONG") == "1" ? 1_000_000 : 20_000;

    private readonly PushFixture _agent = new();

    public Task InitializeAsync() => _agent.StartedAsync();

    public Task DisposeAsync()
    {
        _agent.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Whatever_is_pushed_is_taken_or_refused_and_the_agent_goes_on()
    {
        var engine = _agent.Agent.Engine;
        var all = new OtlpConsumers(engine.Pushed, engine.Pushes);
        var sound = Sound().ToList();
        var damage = new Damage(3);
        var taken = 0;
        for (var i = 0; i < Count; i += AtATime)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(i, AtATime).Select(n =>
            {
                var (signal, bytes) = sound[n % sound.Count];
                return all.ConsumeAsync(signal, n < sound.Count ? bytes : damage.Of(bytes).ToArray(), CancellationToken.None).AsTask();
            }));
            Assert.DoesNotContain(outcomes, o => o.Status == OtlpStatus.Busy);
            Assert.All(outcomes.Where(o => o.Status == OtlpStatus.Malformed || o.Rejected > 0), o => Assert.NotEmpty(o.Message));
            taken += outcomes.Count(o => o.Status == OtlpStatus.Accepted);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: false), 0, MostBytes);
        }

        Assert.InRange(taken, Count / 20, Count);
        Assert.False(engine.Committer.IsFailing);
        await _agent.AcceptLogsAsync(PushFixture.Record("still here"));
    }

    private static IEnumerable<(OtlpSignal Signal, byte[] Bytes)> Sound()
    {
        var random = new RandomMessages(29);
        for (var i = 0; i < 300; i++)
        {
            yield return (OtlpSignal.Logs, random.Next<ExportLogsServiceRequest>().ToByteArray());
            yield return (OtlpSignal.Traces, random.Next<ExportTraceServiceRequest>().ToByteArray());
            yield return (OtlpSignal.Metrics, random.Next<ExportMetricsServiceRequest>().ToByteArray());
        }
    }
}
