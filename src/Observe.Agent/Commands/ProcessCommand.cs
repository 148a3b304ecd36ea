using System.CommandLine;
using Observe.Agent.Expose;
using Observe.Agent.Hosting;
using Observe.Agent.Parse;
using Observe.Agent.Report;
using Observe.Agent.Sources.FileTail;

namespace Observe.Agent.Commands;

/// <summary><c>observe process</c>: read everything new once and exit.</summary>
internal sealed class ProcessCommand : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Option<string> _metrics = ConfigurationFlagSet.Text("--metrics", "FILE", "Write the metrics here as Prometheus text.");
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as one JSON object." };
    private readonly CommandContext _context;

    public ProcessCommand(CommandContext context)
        : base("process", "Read everything new once, print a summary and exit; exit code 0 when all was read.",
            "observe process --watch 'logs/**/*'",
            "observe process --watch a.log b.log --data /tmp/observe --json",
            "observe process --metrics /var/lib/node_exporter/observe.prom")
    {
        _context = context;
        _flags.AddTo(this, watch: true);
        Options.Add(_metrics);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        using var logs = _context.CreateLog(configuration.Options.Log);
        using var engine = LogEngine.Open(configuration.Options, new Readiness(), logs, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        var before = Totals(engine);
        using var progress = ProgressBar.On(_context.Error);

        // Archives are closed as soon as they are read: what was looked at is more than what is open at the end.
        var atStart = new Dictionary<TailedFile, (long Entries, long Errors)>();
        void Show(IReadOnlyList<TailedFile> reading)
        {
            foreach (var file in reading)
            {
                atStart.TryAdd(file, (file.Checkpoint.Lines, file.Checkpoint.ErrorLines));
            }

            progress.Show(reading);
        }

        var complete = await engine.Forwarding.RunWhileAsync(() => engine.Pipeline.ReadAllAsync(Show, stop), stop);
        progress.Dispose();
        var kinds = new FileKinds(configuration.Options.Kinds);
        List<ProcessedFile> files = [.. atStart.Where(f => !f.Key.IsUndecided).Select(f => Processed(f.Key, f.Value, kinds))];

        var summary = new ProcessSummary(
            files, Totals(engine).Since(before), engine.Faults, TimeProvider.System.GetElapsedTime(started));
        if (files.Count == 0 && engine.Faults.Count == 0)
        {
            _context.Error.WriteLine($"no file matches {string.Join("  ", configuration.Options.Watch)}; name the files with --watch");
        }

        Print(summary, result.GetValue(_json));
        if (result.GetValue(_metrics) is { } path)
        {
            MetricsFile.Write(path, engine);
        }

        return complete && engine.Faults.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static ProcessedFile Processed(TailedFile file, (long Entries, long Errors) atStart, FileKinds kinds) => new(
        file.Source.Path, FormatName.Of(file.Source), kinds.Of(file.Source.Path), file.Checkpoint.Lines - atStart.Entries, file.Checkpoint.ErrorLines - atStart.Errors);

    private static LogTotals Totals(LogEngine engine) => LogTotals.Of(engine.Metrics.Counters.Select(c => (c.Key, c.Committed)));

    private void Print(ProcessSummary summary, bool json)
    {
        if (json)
        {
            JsonOutput.Write(_context.Output, summary.WriteJson);
        }
        else
        {
            summary.WriteTable(_context.Output);
        }
    }
}
