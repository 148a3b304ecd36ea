using System.CommandLine;
using System.Globalization;
using System.Text;
using Observe.Agent.Hosting;
using Observe.Agent.Parse;
using Observe.Agent.Records;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Commands.Tokens;

/// <summary><c>observe tokens prices import FILE</c>: takes over a price file of LiteLLM.</summary>
internal sealed class TokensPricesImportCommand : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Argument<string> _file = new("FILE") { Description = "A model_prices_and_context_window.json of LiteLLM." };
    private readonly CommandContext _context;

    public TokensPricesImportCommand(CommandContext context)
        : base("import", "Take over the prices of a LiteLLM price file; a price that changed counts from today on.",
            "observe tokens prices import model_prices_and_context_window.json")
    {
        _context = context;
        Arguments.Add(_file);
        _flags.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        var options = configuration.Options;
        var names = new NameTables();
        var providers = new ProviderClassifier(new ProviderOptions { Providers = options.Providers }, names);
        var file = Path.GetFullPath(result.GetValue(_file)!, _context.Surroundings.WorkingDirectory);
        var today = options.Tokens.Calendar().DateOf(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        try
        {
            var imported = LiteLlmPrices.Read(
                PriceFile.ReadText(file), Path.GetFileName(file), today, name => providers.Find(Encoding.UTF8.GetBytes(name)) is not 0 and var id ? names.Providers[id] : name.ToLowerInvariant());
            var (rows, added) = ImportedPrices.Merge(ImportedPrices.Read(options.Data), imported, today);
            ImportedPrices.Write(options.Data, rows);
            _context.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{imported.Count} prices read, {added} of them new or changed; {ImportedPrices.PathIn(options.Data)} has {rows.Count}. A running agent takes them at its next start."));
            return ExitCode.Ok;
        }
        catch (PriceFileException e)
        {
            throw new StartupException(e.Message, e);
        }
    }
}
