using Google.Protobuf;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Tests.Records.Otlp;
using OpenTelemetry.Proto.Collector.Metrics.V1;

namespace Observe.Agent.Tests.Metrics.Pushed;

/// <summary>Damaged requests all the way into series: 100 000 in the short form, ten million with <c>OBSERVE_LONG=1</c>.</summary>
public class PushedMutationTests
{
    [Fact]
    public async Task Damaged_requests_never_break_the_table_of_series()
    {
        var count = Environment.GetEnvironmentVariable("OBSERVE_LONG") == "1" ? 10_000_000 : 100_000;
        using var pushed = new PushedFixture(o => (o.Max, o.MaxPerName) = (500, 50));
        var random = new RandomMessages(23);
        var sound = Enumerable.Range(0, 100).Select(_ => random.Next<ExportMetricsServiceRequest>().ToByteArray()).ToArray();
        var damage = new Damage(5);
        var taken = 0;
        for (var i = 0; i < count; i++)
        {
            var damaged = damage.Of(sound[i % sound.Length]).ToArray();
            if (OtlpValidation.IsRequest(OtlpSignal.Metrics, damaged, out _))
            {
                var outcome = await pushed.Metrics.ConsumeAsync(OtlpSignal.Metrics, damaged, CancellationToken.None);
                Assert.Equal(OtlpStatus.Accepted, outcome.Status);
                taken++;
            }

            if (i % 10_000 == 0)
            {
                pushed.Commit();
                pushed.Time.Advance(TimeSpan.FromMinutes(1));
                Assert.True(pushed.Metrics.Top(1).Series <= 500);
                Assert.NotEmpty(pushed.Page());
            }
        }

        Assert.True(taken > count / 20, $"{taken} taken");
    }
}
