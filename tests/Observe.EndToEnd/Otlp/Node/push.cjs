// Pushes three counts, three log records and three spans, then prints what became of each signal as one JSON object.
//   node push.cjs MODULES PROTOCOL COMPRESSION GRPC_ENDPOINT HTTP_ENDPOINT SIGNAL...
//   APP and INSTANCE in the environment name the app
//   PROTOCOL is grpc, proto or json; COMPRESSION is gzip or none
'use strict';
const { createRequire } = require('node:module');
const [modules, protocol, compression, grpcEndpoint, httpEndpoint, ...signals] = process.argv.slice(2);
const load = createRequire(modules + '/package.json');

const { resourceFromAttributes } = load('@opentelemetry/resources');
const { MeterProvider, PeriodicExportingMetricReader } = load('@opentelemetry/sdk-metrics');
const { LoggerProvider, BatchLogRecordProcessor } = load('@opentelemetry/sdk-logs');
const { BasicTracerProvider, BatchSpanProcessor } = load('@opentelemetry/sdk-trace-base');

const { APP, INSTANCE } = process.env;
const resource = resourceFromAttributes({ 'service.name': APP, ...(INSTANCE && { 'service.instance.id': INSTANCE }) });
const results = {};

function exporter(signal, name) {
    const kind = { grpc: 'grpc', proto: 'proto', json: 'http' }[protocol];
    const type = load(`@opentelemetry/exporter-${signal}-otlp-${kind}`)[name];
    const path = { metrics: 'metrics', logs: 'logs', trace: 'traces' }[signal];
    const made = new type({ url: protocol === 'grpc' ? grpcEndpoint : `${httpEndpoint}v1/${path}`, compression, timeoutMillis: 15000 });
    const send = made.export.bind(made);
    made.export = (items, done) => send(items, (result) => {
        results[path] = { code: result.code, status: result.error?.code, message: result.error?.message };
        done(result);
    });
    return made;
}

const push = {
    async metrics() {
        const reader = new PeriodicExportingMetricReader({ exporter: exporter('metrics', 'OTLPMetricExporter'), exportIntervalMillis: 3600000, exportTimeoutMillis: 20000 });
        const provider = new MeterProvider({ resource, readers: [reader] });
        const counter = provider.getMeter('node-meter').createCounter('node.requests', { unit: '{request}' });
        for (const model of ['a', 'b', 'c']) {
            counter.add(7, { model });
        }
        await provider.forceFlush();
        // The last collect of a shutdown would push once more.
        provider.shutdown = async () => {};
    },
    async logs() {
        const processor = new BatchLogRecordProcessor({ exporter: exporter('logs', 'OTLPLogExporter'), exportTimeoutMillis: 20000 });
        const provider = new LoggerProvider({ resource, processors: [processor] });
        for (let i = 0; i < 3; i++) {
            provider.getLogger('node-logger').emit({ severityNumber: 17, severityText: 'ERROR', body: `node says ${i}` });
        }
        await provider.forceFlush();
    },
    async traces() {
        const provider = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter('trace', 'OTLPTraceExporter'), { exportTimeoutMillis: 20000 })] });
        for (let i = 0; i < 3; i++) {
            provider.getTracer('node-tracer').startSpan(`node span ${i}`).end();
        }
        await provider.forceFlush();
    },
};

(async () => {
    await Promise.all(signals.map((signal) => push[signal]().catch((e) => { results[signal] ??= { code: 1, message: String(e) }; })));
    console.log(JSON.stringify(results));
    process.exit(0);
})();
