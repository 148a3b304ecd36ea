"""Contextual Memory Reweaving in Python, measured: wraps the reference implementation's CMRPerformanceMonitor and pushes
what it records to the Observe agent by OTLP, with the standard OpenTelemetry SDK.

    pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http
    python cmr_otlp.py [http://127.0.0.1:4318]
"""

import sys
import time

from opentelemetry.sdk.metrics import Histogram, MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.metrics.view import ExplicitBucketHistogramAggregation, View
from opentelemetry.sdk.resources import Resource

SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
MEMORIES = (0, 1, 2, 4, 8, 16, 32, 64)


class MeteredCMRPerformanceMonitor:
    """Records to OpenTelemetry and, if one is given, to the monitor that it wraps.

    It has the methods of the wrapped monitor, so that it can take its place. Times are in seconds.
    """

    def __init__(self, meter, wrapped=None):
        self._wrapped = wrapped
        self._captures = meter.create_counter("cmr.captures", "{capture}", "Captures of hidden states.")
        self._states_stored = meter.create_counter("cmr.states.stored", "{state}", "Hidden states that captures stored.")
        self._capture_duration = meter.create_histogram("cmr.capture.duration", "s", "Durations of captures.")
        self._reconstructions = meter.create_counter(
            "cmr.reconstructions", "{reconstruction}", "Reconstructions of a layer's state.")
        self._memories = meter.create_histogram(
            "cmr.reconstruction.memories", "{memory}", "Memories that a reconstruction used.")
        self._reconstruction_duration = meter.create_histogram(
            "cmr.reconstruction.duration", "s", "Durations of reconstructions.")

    def record_capture(self, layer_idx, states_stored, capture_time):
        layer = {"cmr.layer": int(layer_idx)}
        self._captures.add(1, layer)
        self._states_stored.add(int(states_stored), layer)
        self._capture_duration.record(float(capture_time), layer)
        if self._wrapped is not None:
            self._wrapped.record_capture(layer_idx, states_stored, capture_time)

    def record_reconstruction(self, layer_idx, memories_used, reconstruction_time, method="unknown"):
        layer = {"cmr.layer": int(layer_idx)}
        attributes = {**layer, "cmr.method": method}
        self._reconstructions.add(1, attributes)
        self._memories.record(int(memories_used), layer)
        self._reconstruction_duration.record(float(reconstruction_time), attributes)
        if self._wrapped is not None:
            self._wrapped.record_reconstruction(layer_idx, memories_used, reconstruction_time)

    def __getattr__(self, name):
        """Everything else, such as get_stats and reset, is the wrapped monitor's. Counters that are exported go on after a reset."""
        if name == "_wrapped" or self._wrapped is None:
            raise AttributeError(name)
        return getattr(self._wrapped, name)


def cmr_views():
    """The buckets that the agent's dashboards expect."""
    seconds = ExplicitBucketHistogramAggregation(boundaries=SECONDS)
    return [
        View(instrument_type=Histogram, instrument_name="cmr.*.duration", aggregation=seconds),
        View(
            instrument_type=Histogram,
            instrument_name="cmr.reconstruction.memories",
            aggregation=ExplicitBucketHistogramAggregation(boundaries=MEMORIES),
        ),
    ]


def make_meter_provider(reader, service_name="cmr-python"):
    """A provider that exports through the reader. Shut it down at the end of the program, or the last seconds are lost."""
    return MeterProvider(
        metric_readers=[reader], views=cmr_views(), resource=Resource.create({"service.name": service_name}))


def main(endpoint="http://127.0.0.1:4318"):
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter

    reader = PeriodicExportingMetricReader(OTLPMetricExporter(f"{endpoint}/v1/metrics"), export_interval_millis=10_000)
    provider = make_meter_provider(reader)

    # In a real program: MeteredCMRPerformanceMonitor(meter, model.performance_monitor)
    monitor = MeteredCMRPerformanceMonitor(provider.get_meter("cmr"))
    for layer in (3, 7, 11):
        start = time.perf_counter()
        states = [state for state in range(64) if state % 5 == 0]
        monitor.record_capture(layer, len(states), time.perf_counter() - start)
        start = time.perf_counter()
        total = sum(states)
        monitor.record_reconstruction(layer, len(states), time.perf_counter() - start, method="sum")
        print(f"layer {layer}: {len(states)} states, sum {total}")
    provider.shutdown()


if __name__ == "__main__":
    main(*sys.argv[1:])
