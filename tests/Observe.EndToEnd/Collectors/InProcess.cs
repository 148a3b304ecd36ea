using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Collectors;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Collectors;

/// <summary>The collectors in this process, under the names that Prometheus would see.</summary>
internal sealed class InProcess(CollectorOptions options) : IDisposable
{
    private readonly CollectorSet _set = CollectorSet.Create(options, TimeProvider.System, NullLoggerFactory.Instance);

    public Exposition Scrape()
    {
        _set.Refresh();
        var text = new StringBuilder();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (ReferenceEquals(instrument.Meter, _set.Meter))
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Write(text, instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Write(text, instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return Exposition.Parse(text.ToString());
    }

    public void Dispose() => _set.Dispose();

    private static void Write(StringBuilder text, Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "1" => "_ratio",
            _ => "",
        };
        var total = instrument is ObservableCounter<long> or ObservableCounter<double> ? "_total" : "";
        var labels = string.Join(',', tags.ToArray().Select(t => $"{t.Key.Replace('.', '_')}=\"{t.Value}\""));
        text.Append(FormattableString.Invariant($"{instrument.Name.Replace('.', '_')}{unit}{total}{{{labels}}} {value:R}\n"));
    }
}
