using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Observe.Instrumentation.Metrics;

/// <summary>
/// One set of instruments a meter, however many objects record with it: two sets of the same names would count over each other.
/// </summary>
internal static class MeterInstruments
{
    private static readonly Meter Shared = new(ObserveTelemetry.MeterName, ObserveTelemetry.Version);
    private static readonly ConditionalWeakTable<Meter, Sets> OfMeter = [];

    /// <param name="factory">Whose meter to use; the process-wide one when null.</param>
    public static Sets Of(IMeterFactory? factory)
    {
        var meter = factory?.Create(new MeterOptions(ObserveTelemetry.MeterName) { Version = ObserveTelemetry.Version }) ?? Shared;
        return OfMeter.GetValue(meter, static m => new Sets(m));
    }

    internal sealed class Sets(Meter meter)
    {
        private readonly Lazy<Cmr.CmrInstruments> _cmr = new(() => new Cmr.CmrInstruments(meter));
        private readonly Lazy<Events.EventInstruments> _events = new(() => new Events.EventInstruments(meter));
        private readonly Lazy<Tokens.TokenInstruments> _tokens = new(() => new Tokens.TokenInstruments(meter));
        private readonly Lazy<Delivery.DeliveryInstruments> _delivery = new(() => new Delivery.DeliveryInstruments(meter));

        public Meter Meter => meter;

        public Cmr.CmrInstruments Cmr => _cmr.Value;

        public Events.EventInstruments Events => _events.Value;

        public Tokens.TokenInstruments Tokens => _tokens.Value;

        public Delivery.DeliveryInstruments Delivery => _delivery.Value;
    }
}
