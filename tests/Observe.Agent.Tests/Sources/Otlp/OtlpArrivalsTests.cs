using System.Text;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Json;
using Observe.Agent.Sources.Otlp;
using Observe.Agent.Tests.Collectors;

namespace Observe.Agent.Tests.Sources.Otlp;

public class OtlpArrivalsTests
{
    private readonly ManualTime _time = new();
    private readonly OtlpArrivals _arrivals;

    public OtlpArrivalsTests() => _arrivals = new OtlpArrivals(_time);

    [Fact]
    public async Task Each_app_is_known_by_signal_with_its_last_time()
    {
        var start = _time.GetUtcNow();
        await PushAsync(OtlpSignal.Logs, "chat", "worker");
        _time.Advance(TimeSpan.FromMinutes(1));
        await PushAsync(OtlpSignal.Logs, "chat");
        await PushAsync(OtlpSignal.Metrics, "chat");

        Assert.Equal(
            [
                new OtlpArrival(OtlpSignal.Metrics, "chat", start.AddMinutes(1), 1, null),
                new OtlpArrival(OtlpSignal.Logs, "chat", start.AddMinutes(1), 2, null),
                new OtlpArrival(OtlpSignal.Logs, "worker", start, 1, null),
            ],
            _arrivals.All);
    }

    [Fact]
    public async Task An_app_without_a_name_is_one_without_a_name()
    {
        await _arrivals.ConsumeAsync(OtlpSignal.Logs, Request(OtlpSignal.Logs, """{"resourceLogs":[{"scopeLogs":[]},{"resource":{"attributes":[{"key":"service.name","value":{"intValue":7}}]}}]}"""), default);
        Assert.Equal(("", 2L), (Assert.Single(_arrivals.All).App, _arrivals.All[0].Requests));
    }

    [Fact]
    public async Task However_many_names_there_are_some_are_forgotten_and_the_latest_are_known()
    {
        for (var i = 0; i < 3 * OtlpArrivals.MostApps; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await PushAsync(OtlpSignal.Traces, $"app-{i}");
        }

        Assert.InRange(_arrivals.All.Count, OtlpArrivals.MostApps / 2, OtlpArrivals.MostApps);
        Assert.Contains(_arrivals.All, a => a.App == $"app-{(3 * OtlpArrivals.MostApps) - 1}");
    }

    private ValueTask<OtlpOutcome> PushAsync(OtlpSignal signal, params string[] apps)
    {
        var groups = apps.Select(app => """{"resource":{"attributes":[{"key":"other","value":{"stringValue":"x"}},{"key":"service.name","value":{"stringValue":"APP"}}]}}""".Replace("APP", app, StringComparison.Ordinal));
        return _arrivals.ConsumeAsync(signal, Request(signal, $$"""{"resource{{(signal == OtlpSignal.Traces ? "Spans" : signal)}}":[{{string.Join(',', groups)}}]}"""), default);
    }

    private static byte[] Request(OtlpSignal signal, string json)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.True(OtlpJson.TryToProtobuf(signal, Encoding.UTF8.GetBytes(json), bytes, out var fault), fault);
        return bytes.WrittenSpan.ToArray();
    }
}
