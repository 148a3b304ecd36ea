using System.Text;
using Microsoft.Extensions.Logging;
using Observe.Agent.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>Traffic of the network interfaces, from <c>/proc/net/dev</c>: those of the agent's network namespace.</summary>
internal sealed class NetworkCollector : ICollector
{
    public const string Key = "network";

    private readonly HostFile _dev;
    private readonly Seen<Interface> _seen;

    public NetworkCollector(HostFiles files, MetricSet metrics, ILogger logger)
    {
        _dev = files.File($"/proc/{files.HostProcess}/net/dev");
        var instruments = new Instruments(
            metrics.Counter<long>(MetricNames.SystemNetworkIo, "By", "Bytes received and transmitted."),
            metrics.Counter<long>(MetricNames.SystemNetworkPacketCount, "{packet}", "Packets received and transmitted."),
            metrics.Counter<long>(MetricNames.SystemNetworkErrors, "{error}", "Errors while receiving and transmitting."),
            metrics.Counter<long>(MetricNames.SystemNetworkPacketDropped, "{packet}", "Packets dropped although there was no error."));
        _seen = new Seen<Interface>("network interfaces", name => new Interface(Encoding.UTF8.GetString(name), instruments), logger);
    }

    public string Name => Key;

    public void Read()
    {
        if (!_dev.TryRead(out var lines))
        {
            return;
        }

        _seen.StartReading();
        foreach (var line in lines)
        {
            // The two lines of heading have no colon; a value may follow the colon without a space.
            var colon = line.Line.LastIndexOf((byte)':');
            if (colon >= 0 && _seen.TryGet(line.Line[..colon].Trim((byte)' '), out var found))
            {
                var fields = line.From(colon + 1);
                found.Read(ref fields);
            }
        }

        _seen.EndReading();
    }

    private sealed record Instruments(SeriesSet<long> Io, SeriesSet<long> Packets, SeriesSet<long> Errors, SeriesSet<long> Dropped);

    private sealed class Interface(string name, Instruments instruments)
    {
        private readonly Direction _receive = new(name, "receive", instruments);
        private readonly Direction _transmit = new(name, "transmit", instruments);

        public void Read(ref Fields fields)
        {
            _receive.Read(ref fields);
            fields.Skip(4);
            _transmit.Read(ref fields);
        }
    }

    private sealed class Direction
    {
        private readonly Series<long> _io, _packets, _errors, _dropped;

        public Direction(string name, string direction, Instruments instruments)
        {
            KeyValuePair<string, object?>[] attributes =
                [new(MetricNames.NetworkInterfaceName, name), new(MetricNames.NetworkIoDirection, direction)];
            _io = instruments.Io.Series(attributes);
            _packets = instruments.Packets.Series(attributes);
            _errors = instruments.Errors.Series(attributes);
            _dropped = instruments.Dropped.Series(attributes);
        }

        public void Read(ref Fields fields)
        {
            _io.Set(fields.NextNumber());
            _packets.Set(fields.NextNumber());
            _errors.Set(fields.NextNumber());
            _dropped.Set(fields.NextNumber());
        }
    }
}
