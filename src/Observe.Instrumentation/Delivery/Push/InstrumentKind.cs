namespace Observe.Instrumentation.Delivery.Push;

internal enum InstrumentKind
{
    Counter,
    UpDownCounter,
    ObservableCounter,
    ObservableUpDownCounter,
    Gauge,
    Histogram,
}
