using System.CommandLine;
using System.Globalization;
using Observe.Agent.Hosting;
using Observe.Agent.Records;
using Observe.Agent.Report;
using Observe.Agent.Store.Rows;

namespace Observe.Agent.Commands.Logs;

/// <summary><c>observe logs search</c>: the youngest records with these words, with or without a running agent.</summary>
internal sealed class LogsSearchCommand : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Argument<string?> _text = new("TEXT") { Arity = ArgumentArity.ZeroOrOne, Description = "Words that all occur; \"in quotes\" they stand together, word* begins so." };
    private readonly List<Option<string>> _filters =
    [
        ConfigurationFlagSet.Text("--level", "LEVEL", "This level and those above it."),
        ConfigurationFlagSet.Text("--provider", "NAME", "Only of this provider."),
        ConfigurationFlagSet.Text("--model", "NAME", "Only of this model."),
        ConfigurationFlagSet.Text("--category", "NAME", "Only of this category."),
        ConfigurationFlagSet.Text("--pattern", "ID", "Only of this pattern; see observe patterns list."),
        ConfigurationFlagSet.Text("--file", "PATH", "Only of this file."),
        ConfigurationFlagSet.Text("--since", "WHEN", "Not before: 1h, 2d, or 2026-11-21T08:00:00Z."),
        ConfigurationFlagSet.Text("--until", "WHEN", "Before."),
        ConfigurationFlagSet.Text("--limit", "N", "How many at most, the youngest first; 50 unless given, 1000 at most."),
    ];

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object." };
    private readonly CommandContext _context;

    public LogsSearchCommand(CommandContext context)
        : base("search", "Search the stored records, the youngest first.",
            "observe logs search \"connection refused\" --level error --since 1h",
            "observe logs search '\"rate limit\" retry*' --provider groq --limit 5 --json")
    {
        _context = context;
        _flags.AddTo(this);
        Arguments.Add(_text);
        _filters.ForEach(Options.Add);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        var given = _filters.Where(f => result.GetValue(f) is not null).Select(f => new KeyValuePair<string, string>(f.Name.TrimStart('-'), result.GetValue(f)!));
        var (query, fault) = LogQueryText.Parse(result.GetValue(_text) is { } text ? given.Prepend(new("query", text)) : given, TimeProvider.System);
        if (query is null)
        {
            _context.Error.WriteLine(fault.StartsWith("query", StringComparison.Ordinal) ? fault : "--" + fault);
            return ExitCode.Usage;
        }

        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        var rows = RowSearch.Run(configuration.Options.Data, query, TimeProvider.System, CancellationToken.None);
        if (result.GetValue(_json))
        {
            JsonOutput.Write(_context.Output, stream => LogRows.WriteJson(stream, rows));
        }
        else
        {
            rows.ForEach(Print);
        }

        return ExitCode.Ok;
    }

    private void Print(LogRow row)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(row.Time).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var names = string.Join(' ', new[] { row.Provider, row.Model, row.Category, row.Pattern }.Where(n => n.Length > 0));
        _context.Output.WriteLine($"{time} {row.Level,-5} {TerminalText.Of(names)} {TerminalText.Of(row.File)}: {TerminalText.Of(row.Message)}");
    }
}
