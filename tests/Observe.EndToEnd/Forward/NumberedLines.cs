using System.Globalization;

namespace Observe.EndToEnd.Forward;

/// <summary>Lines of which no two are the same, so that what arrived can be compared with what was written.</summary>
internal static class NumberedLines
{
    private static readonly string[] Levels = ["info", "info", "info", "warn", "error"];
    private static readonly string[] Providers = ["groq", "ollama", "openai"];

    public static string Line(long number) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"level":"{{Levels[number % 5]}}","provider":"{{Providers[number % 3]}}","msg":"request {{number}} done"}""");

    public static IEnumerable<string> All(long count)
    {
        for (var i = 0L; i < count; i++)
        {
            yield return Line(i);
        }
    }

    public static List<string> Write(string path, long first, int count, bool keep = true)
    {
        var kept = new List<string>();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = new StreamWriter(path);
        for (var i = first; i < first + count; i++)
        {
            var line = Line(i);
            writer.Write(line + "\n");
            if (keep)
            {
                kept.Add(line);
            }
        }

        return kept;
    }

    public static void Append(string path, long first, int count)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.AppendAllText(path, string.Concat(Enumerable.Range(0, count).Select(i => Line(first + i) + "\n")));
    }

    /// <summary>Writes, and rotates by renaming, until cancelled; gives the number of lines.</summary>
    public static async Task<long> KeepWritingAsync(string path, CancellationToken end)
    {
        var number = 0L;
        var sinceRotation = 0L;
        while (!end.IsCancellationRequested)
        {
            Append(path, number, 200);
            number += 200;
            sinceRotation += 200;
            await Task.Delay(20, CancellationToken.None);
            if (sinceRotation >= 20_000)
            {
                File.Move(path, $"{path}.{number}.log");
                sinceRotation = 0;
            }
        }

        return number;
    }
}
