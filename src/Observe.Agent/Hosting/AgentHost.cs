using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Observe.Agent.Cmr;
using Observe.Agent.Cmr.Intake;
using Observe.Agent.Collectors;
using Observe.Agent.Demo;
using Observe.Agent.Expose;
using Observe.Agent.Expose.Tokens;
using Observe.Agent.Forward;
using Observe.Agent.Forward.Shipping;
using Observe.Agent.Hosting.Configuration;
using Observe.Agent.Hosting.Pushes;
using Observe.Agent.Listen;
using Observe.Agent.Metrics;
using Observe.Agent.Respond;
using Observe.Agent.Sources.FileTail;
using Observe.Agent.Store;
using Observe.Agent.Tokens.Api;
using Observe.Agent.Sources.Otlp;
using Observe.Prometheus;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Observe.Agent.Hosting;

/// <summary>The whole agent: logs, host, HTTP, and the demo where it is asked for.</summary>
internal sealed class AgentHost : IAsyncDisposable
{
    private const string StartUp = "start";

    private readonly LoadedConfiguration _configuration;
    private readonly ILoggerFactory _logs;
    private readonly OwnRecords? _own;
    private readonly TimeProvider _time;
    private readonly Readiness _readiness = new();
    private readonly ScrapeBook _scrapes;
    private readonly OtlpMetrics _otlpMetrics;
    private readonly StatusReader _status;
    private readonly LogEngine _engine;
    private readonly CollectorSet _collectors;
    private readonly MeterProvider _meters;
    private readonly AlertWebhook _alerts;
    private readonly SharedLedger? _shared;
    private readonly DemoWorkload? _demo;
    private readonly RowKeeper? _rows;
    private readonly CmrKeeper _cmr;
    private AgentServer? _server;
    private OtlpServer? _otlp;

    private AgentHost(LoadedConfiguration configuration, ILoggerFactory logs, TimeProvider time, bool demo, OwnRecords? own)
    {
        var options = configuration.Options;
        _configuration = configuration;
        _logs = logs;
        _own = own;
        _time = time;
        OtlpArrivals = new OtlpArrivals(time);
        if (demo)
        {
            _demo = new DemoWorkload(Path.Combine(options.Data, "demo"), time);
            options.Watch = [.. options.Watch, _demo.Glob];
            DemoBudgets.Bring(configuration);
        }

        _engine = LogEngine.Open(options, _readiness, logs, time);
        _rows = _engine.Rows is { } store ? new RowKeeper(store, options.Data, options.Rows, _engine.Components, time, logs.CreateLogger<RowKeeper>()) : null;
        _cmr = new CmrKeeper(_engine.Cmr, options.Data, _engine.Components, time, logs.CreateLogger<CmrKeeper>());
        _cmr.Load();
        _scrapes = new ScrapeBook(time);
        _otlpMetrics = new OtlpMetrics(_engine.Components);
        _status = new StatusReader(_engine, _readiness, _scrapes, OtlpArrivals, _otlpMetrics, configuration.File, options, time);
        _shared = SharedLedger.Open(options, _engine.Tokens, _engine.Components, time, logs);
        _collectors = CollectorSet.Create(options.Collectors, time, logs);
        var alerts = new AlertBook();
        var alertMetrics = new AlertMetrics(_engine.Components.Meter, alerts);
        _alerts = new AlertWebhook(alerts, alertMetrics, time, logs.CreateLogger<AlertWebhook>());
        _meters = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(r => r.Clear().AddService("observe", serviceVersion: AgentVersion.Number, autoGenerateServiceInstanceId: false))
            .AddMeter(ComponentMetrics.MeterName, CollectorSet.MeterName)
            .AddPrometheusExporter(exporter =>
            {
                PageNames.Configure(exporter);
                exporter.Sources.Add(new BuildFamily(AgentVersion.Text));
                foreach (var families in _engine.Families)
                {
                    exporter.Sources.Add(families);
                }

                exporter.Sources.Add(new CmrFamilies(_engine.Cmr.Report));
                exporter.Sources.Add(_engine.Pushed);
            })
            .Build();
        alertMetrics.Begin();
        _engine.Components.Begin(FileReader.Component, FileFault.Reasons);
        _engine.Components.Begin(LogCounter.ParseComponent, LogCounter.ParseFault);
        _engine.Components.Begin(Committer.Component, Committer.StoreFailed);
        _engine.Components.Begin(LogPushReader.Component);
        _engine.Pushed.Begin();
        _engine.Components.Begin(CmrKeeper.Component, CmrKeeper.BaselineFailed);
        _engine.Components.Dropped(CmrPushes.Component, CmrPushes.TooManySources, 0);
        if (_rows is not null)
        {
            _engine.Components.Begin(RowKeeper.Component, RowKeeper.UpkeepFailed);
        }

        if (_shared is not null)
        {
            _engine.Components.Begin(SharedLedger.Component, SharedLedger.Unreachable);
        }

        foreach (var component in _engine.Forwarding.Components)
        {
            _engine.Components.Begin(component, Delivery.Reasons);
        }
    }

    /// <summary>Where the HTTP endpoints are, once started.</summary>
    public Uri Address => _server!.Address;

    /// <summary>Where apps push to; null when that is off or not yet started.</summary>
    public OtlpServer? Otlp => _otlp;

    /// <summary>Which app pushed what, and when last.</summary>
    public OtlpArrivals OtlpArrivals { get; }

    public static AgentHost Open(LoadedConfiguration configuration, ILoggerFactory logs, TimeProvider time, bool demo, OwnRecords? own = null) =>
        new(configuration, logs, time, demo, own);

    /// <summary>Opens the endpoints; the agent is alive then, but not yet ready.</summary>
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var options = _configuration.Options;
        _readiness.Set(StartUp, "the watched files are being looked for");
        var page = new StatusPage(AgentVersion.Text, options.Data, _configuration.File, options.Watch);
        _server = await AgentServer.StartAsync(options.Listen, options.Http, _logs, routes => Map(routes, page), cancellation);
        _otlp = await OtlpEngine.StartAsync(_configuration, new OtlpConsumers(_engine.Forwarding.Relays, OtlpArrivals, _engine.Pushed, _engine.Pushes, new CmrPushes(_engine.Cmr, _engine.Components, _time)), _otlpMetrics, _logs, _time, cancellation);
    }

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var stop = new CancellationTokenSource();
        List<Task> tasks = [_engine.Pipeline.FollowAsync(() => _readiness.Clear(StartUp), stop.Token), _cmr.RunAsync(stop.Token)];
        if (_engine.Forwarding.Components.Any())
        {
            tasks.Add(_engine.Forwarding.RunAsync(stop.Token));
        }

        if (_own is not null)
        {
            tasks.Add(_own.RunAsync(_engine.Forwarding.ShipOwn, stop.Token));
        }

        if (_rows is not null)
        {
            tasks.Add(_rows.RunAsync(stop.Token));
        }

        if (_shared is not null)
        {
            tasks.Add(_shared.RunAsync(stop.Token));
        }

        using var stopDemo = new CancellationTokenSource();
        var weaving = Task.CompletedTask;
        if (_demo is not null)
        {
            tasks.Add(_demo.RunAsync(stop.Token));
            weaving = DemoMemoryLoop.Create(_configuration.Options.Otlp, _otlp?.Http, _logs.CreateLogger(nameof(DemoMemoryLoop)), _time).RunAsync(stopDemo.Token);
        }

        // The first to end before its time takes the others along, so that all is committed; then its fault is told.
        await Task.WhenAny([.. tasks, Task.Delay(Timeout.InfiniteTimeSpan, cancellation)]);

        // It pushes its last counts at its end.
        await stopDemo.CancelAsync();
        await weaving;

        // Apps under way are answered only when what they pushed is committed: they come to their end first.
        await StopOtlpAsync();
        await stop.CancelAsync();
        await Task.WhenAll(tasks);
        if (_shared is not null)
        {
            await _shared.EndAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopOtlpAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _meters.Dispose();
        _collectors.Dispose();
        if (_shared is not null)
        {
            await _shared.DisposeAsync();
        }

        _engine.Dispose();
        _demo?.Dispose();
    }

    private async Task StopOtlpAsync()
    {
        if (_otlp is { } running)
        {
            _otlp = null;
            await running.DisposeAsync();
        }
    }

    /// <summary>A scrape shows the host as it is now, not as it was at the last interval.</summary>
    private void RefreshCollectors(IApplicationBuilder pipeline) => pipeline.Use((context, next) =>
    {
        _scrapes.Note(context);
        _collectors.Refresh();
        return next(context);
    });

    private void Map(IEndpointRouteBuilder routes, StatusPage page)
    {
        HttpEndpoints.Map(routes, _readiness, page);
        _alerts.Map(routes);
        StatusEndpoint.Map(routes, () => _status.Read(_otlp));
        SeriesEndpoint.Map(routes, _engine.Pushed.Top);
        CmrEndpoints.Map(routes, _engine.Cmr);
        if (_rows is not null)
        {
            LogsEndpoint.Map(routes, _rows.Search);
        }

        var own = new SqliteUsageLedger(_configuration.Options.Data);
        new TokenEndpoints(
            new TokenIntake(_engine.Tokens, _engine.Count, _engine.ProviderOf, _time),
            new TokenReports(_engine.Tokens, _shared?.Ledger(own) ?? own, own.Transitions, _time)).Map(routes);
        routes.MapPrometheusScrapingEndpoint("/metrics", _meters, RefreshCollectors, optionsName: null).WithMetadata(HttpEndpoints.ReadOnly);
    }
}
