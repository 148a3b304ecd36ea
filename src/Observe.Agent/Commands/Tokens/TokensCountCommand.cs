using System.CommandLine;
using System.Globalization;
using Observe.Tokenizer;

namespace Observe.Agent.Commands.Tokens;

/// <summary><c>observe tokens count FILE…</c>: the number of tokens, exactly as tiktoken counts. Streams files of any size.</summary>
internal sealed class TokensCountCommand : Verb
{
    private const string StandardInput = "-";

    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Files of UTF-8 text; - is standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _encoding = new("--encoding")
    {
        HelpName = "NAME",
        Description = "o200k_base (GPT-4o and later) or cl100k_base (GPT-4, GPT-3.5).",
        DefaultValueFactory = _ => TokenEncoding.O200kBase.Name,
    };

    private readonly CommandContext _context;

    public TokensCountCommand(CommandContext context)
        : base("count", "Print the number of tokens of a file alone, or a line a file when there are several.",
            "observe tokens count prompt.txt",
            "observe tokens count --encoding cl100k_base a.txt b.txt",
            "cat prompt.txt | observe tokens count -")
    {
        _context = context;
        _encoding.AcceptOnlyFromAmong("o200k_base", "cl100k_base");
        Arguments.Add(_files);
        Options.Add(_encoding);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var encoding = result.GetValue(_encoding) == "cl100k_base" ? TokenEncoding.Cl100kBase : TokenEncoding.O200kBase;
        var files = result.GetValue(_files)!;
        var code = ExitCode.Ok;
        foreach (var file in files)
        {
            try
            {
                if (Directory.Exists(file))
                {
                    throw new IOException("it is a directory");
                }

                await using var stream = file == StandardInput ? Console.OpenStandardInput() : File.OpenRead(file);
                var tokens = (await encoding.CountAsync(stream, cancellation)).ToString(CultureInfo.InvariantCulture);
                _context.Output.WriteLine(files.Length == 1 ? tokens : $"{tokens}\t{file}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _context.Error.WriteLine($"{file} cannot be read: {e.Message}");
                code = ExitCode.Failed;
            }
        }

        return code;
    }
}
