"""Runs the example against the SDK's own reader and prints what would be exported, a line a point."""

import json

from opentelemetry.sdk.metrics.export import InMemoryMetricReader

import cmr_otlp


class Wrapped:
    def __init__(self):
        self.calls = []

    def record_capture(self, layer_idx, states_stored, capture_time):
        self.calls.append(["capture", layer_idx, states_stored, capture_time])

    def record_reconstruction(self, layer_idx, memories_used, reconstruction_time):
        self.calls.append(["reconstruction", layer_idx, memories_used, reconstruction_time])

    def get_stats(self):
        return self.calls


reader = InMemoryMetricReader()
provider = cmr_otlp.make_meter_provider(reader)
monitor = cmr_otlp.MeteredCMRPerformanceMonitor(provider.get_meter("cmr"), Wrapped())
monitor.record_capture(3, 5, 0.003)
monitor.record_capture(3, 7, 0.030)
monitor.record_capture(4, 1, 20)
monitor.record_reconstruction(3, 9, 0.25)
print(json.dumps({"name": "wrapped", "value": monitor.get_stats()}))
for resource in reader.get_metrics_data().resource_metrics:
    print(json.dumps({"name": "service.name", "value": resource.resource.attributes["service.name"]}))
    for scope in resource.scope_metrics:
        for metric in scope.metrics:
            for point in metric.data.data_points:
                value = getattr(point, "value", None)
                line = {"name": metric.name, "unit": metric.unit, "attributes": dict(point.attributes)}
                if value is None:
                    line |= {"sum": point.sum, "buckets": list(point.bucket_counts), "bounds": list(point.explicit_bounds)}
                else:
                    line |= {"value": value}
                print(json.dumps(line))
