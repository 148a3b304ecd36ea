using System.CommandLine;
using Observe.Agent.Demo;
using Observe.Agent.Demo.Reweaving;

namespace Observe.Agent.Commands;

/// <summary><c>observe demo</c>: the made-up AI system as a process of its own, for an agent that runs elsewhere.</summary>
internal sealed class DemoCommand : Verb
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string DefaultEndpoint = "http://127.0.0.1:4318";

    private readonly CommandContext _context;
    private readonly Option<string> _logs = new("--logs") { HelpName = "DIR", Description = "Where its log files are written.", DefaultValueFactory = _ => "./logs" };
    private readonly Option<string?> _otlp = new("--otlp")
    {
        HelpName = "URL",
        Description = $"Where the measures of its memory layer are pushed to, by OTLP over HTTP; unless given ${EndpointVariable}, else {DefaultEndpoint}.",
    };

    private readonly Option<int?> _slowLayer = new("--slow-layer")
    {
        HelpName = "N",
        Description = $"Make captures of this layer take {DemoFaults.Delay.TotalMilliseconds:0} ms longer; 0 to {MemoryLoop.Layers - 1}.",
        CustomParser = argument => WholeNumber.Read(argument, 0, MemoryLoop.Layers - 1),
    };

    private readonly Option<bool> _qualityDrop = new("--quality-drop") { Description = "Damage the memories, so that reconstructions are poor." };
    private readonly Option<bool> _errorBurst = new("--error-burst") { Description = $"Make {DemoFaults.ErrorShare:0%} of the retrievals fail." };

    private readonly Option<int> _faultAfter = new("--fault-after")
    {
        HelpName = "SECONDS",
        Description = "How long all is well first; 0 unless given.",
        CustomParser = argument => WholeNumber.Read(argument, 0),
    };

    private readonly Option<int?> _faultFor = new("--fault-for")
    {
        HelpName = "SECONDS",
        Description = "How long the faults last; to the end unless given.",
        CustomParser = argument => WholeNumber.Read(argument, 0),
    };

    public DemoCommand(CommandContext context)
        : base("demo", "Be a made-up AI system until told to stop: write its logs, push the measures of its memory layer.",
            "observe demo",
            "observe demo --logs /var/log/demo --otlp http://observe:4318",
            "observe demo --slow-layer 7 --fault-after 60 --fault-for 120",
            "observe demo --quality-drop --error-burst")
    {
        _context = context;
        Option[] options = [_logs, _otlp, _slowLayer, _qualityDrop, _errorBurst, _faultAfter, _faultFor];
        Array.ForEach(options, Options.Add);
        _otlp.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } url && Parse(url) is null)
            {
                result.AddError($"--otlp: expected a URL such as {DefaultEndpoint}; got \"{url}\"");
            }
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        var output = result.InvocationConfiguration.Output;
        var url = result.GetValue(_otlp) ?? _context.Surroundings.Variables.GetValueOrDefault(EndpointVariable) ?? DefaultEndpoint;
        if (Parse(url) is not { } endpoint)
        {
            _context.Error.WriteLine($"{EndpointVariable}: expected a URL such as {DefaultEndpoint}; got \"{url}\"");
            return ExitCode.Usage;
        }

        var faults = new DemoFaults(
            result.GetValue(_slowLayer), result.GetValue(_qualityDrop), result.GetValue(_errorBurst), TimeSpan.FromSeconds(result.GetValue(_faultAfter)),
            result.GetValue(_faultFor) is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        using var demo = new DemoWorkload(result.GetValue(_logs)!, TimeProvider.System);
        var memory = new MemoryWorkload(endpoint, null, faults, TimeProvider.System);
        output.WriteLine($"writing {demo.Glob}");
        output.WriteLine($"pushing to {endpoint}");
        await OneStopsTheOtherAsync(demo.RunAsync, memory.RunAsync, stop);
        LoopReport.Write(output, memory.Loop.Counts);
        return ExitCode.Ok;
    }

    private static async Task OneStopsTheOtherAsync(Func<CancellationToken, Task> one, Func<CancellationToken, Task> other, CancellationToken stop)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] running = [one(both.Token), other(both.Token)];
        await Task.WhenAny(running);
        await both.CancelAsync();
        await Task.WhenAll(running);
    }

    private static Uri? Parse(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", Host.Length: > 0 } ? uri : null;
}
