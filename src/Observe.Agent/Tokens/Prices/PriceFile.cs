using System.Text;
using System.Text.Json;
using YamlDotNet.Core;

namespace Observe.Agent.Tokens.Prices;

/// <summary>Reads tables of prices, in YAML or JSON: <c>prices</c> is a list of rows.</summary>
internal static class PriceFile
{
    /// <summary>A larger file is refused: it is no table of prices.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int MostFaultsShown = 10;

    /// <summary>The table that comes with the agent.</summary>
    public static IReadOnlyList<ModelPrice> BuiltIn()
    {
        using var stream = typeof(PriceFile).Assembly.GetManifestResourceStream("prices.json")!;
        using var document = JsonDocument.Parse(stream);
        return Rows(JsonPrices.Rows(document), PriceOrigin.BuiltIn, "the built-in prices");
    }

    /// <exception cref="PriceFileException">It cannot be read, or not understood.</exception>
    public static IReadOnlyList<ModelPrice> Read(string path, PriceOrigin origin)
    {
        var text = ReadText(path);
        try
        {
            if (!text.AsSpan().TrimStart().StartsWith("{"))
            {
                return Rows(YamlPrices.Rows(text), origin, path);
            }

            // Half a surrogate pair is found only when the text is asked for, and is no JsonException then.
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Rows(JsonPrices.Rows(document), origin, path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or YamlException or FormatException)
        {
            throw new PriceFileException($"{path}: {e.Message}", e);
        }
    }

    public static string ReadText(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new PriceFileException($"{path} is a directory, not a file of prices");
            }

            if (new FileInfo(path).Length > MaxBytes)
            {
                throw new PriceFileException($"{path} is larger than {MaxBytes / (1024 * 1024)} MiB: no table of prices");
            }

            return File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new PriceFileException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static List<ModelPrice> Rows(IEnumerable<IReadOnlyDictionary<string, string[]>> given, PriceOrigin origin, string path)
    {
        var faults = new List<string>();
        var rows = new List<ModelPrice>();
        var index = 0;
        foreach (var fields in given)
        {
            var reader = new PriceRowReader(fields, $"prices[{index++}]", faults);
            if (reader.Read(origin) is { } row)
            {
                rows.Add(row);
            }
        }

        if (faults.Count > 0)
        {
            var shown = string.Join("; ", faults.Take(MostFaultsShown));
            throw new PriceFileException($"{path}: {shown}{(faults.Count > MostFaultsShown ? $"; and {faults.Count - MostFaultsShown} more" : "")}");
        }

        return rows;
    }
}
