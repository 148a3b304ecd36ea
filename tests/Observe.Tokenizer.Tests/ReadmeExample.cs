namespace Observe.Tokenizer.Tests;

/// <summary>The example of the library's README, compiled and run.</summary>
internal static class ReadmeExample
{
    public static async Task<(int Count, int[] Ids, string Text, string Kind, int Estimate, long Total)> RunAsync(string path)
    {
        // README starts
        // Exactly, with a vocabulary of your choice.
        var encoding = TokenEncoding.O200kBase;
        int count = encoding.Count("How many tokens is this?");         // 6
        int[] ids = encoding.Encode("How many tokens is this?");        // 5299, 1991, 20290, ...
        string text = encoding.Decode(ids);

        // By the name of a model, which also says whether the count is the model's own.
        var model = ModelEncoding.For("llama-3.3-70b-versatile");
        string kind = model.IsExact ? "exact" : "estimated";            // estimated
        int estimate = model.Count("How many tokens is this?"u8);

        // A file of any length, in bounded memory.
        await using var file = File.OpenRead(path);
        long total = await encoding.CountAsync(file);
        // README ends
        return (count, ids, text, kind, estimate, total);
    }
}
