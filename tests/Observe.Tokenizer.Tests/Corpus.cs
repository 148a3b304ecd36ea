namespace Observe.Tokenizer.Tests;

/// <summary>The texts of the folder Corpora: prose, code, JSON logs, Chinese, Japanese and Korean, and other languages.</summary>
internal static class Corpus
{
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpora")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Texts { get; } = [.. Names.Select(Read)];

    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Corpora", name));
}
