using System.Buffers;
using System.Text.Unicode;

namespace Observe.EndToEnd.Corpora;

/// <summary>
/// Makes seeded log lines of an AI system as fast as a disk takes them and counts what they say. One seed gives one sequence
/// of lines, however many are asked for at a time.
/// </summary>
internal sealed class Corpus(CorpusKind kind, int seed = 42)
{
    private const int LongestLine = 1024;
    private const int BufferSize = 1 << 20;
    private const int MillisecondsALine = 20;

    private static readonly (string Provider, string[] Models)[] ProviderWheel = Spin();
    private static readonly DateTime Start = new(2025, 11, 20, 0, 0, 0, DateTimeKind.Utc);

    private readonly Random _random = new(seed);

    public CorpusCounts Counts { get; } = new();

    /// <summary>Writes whole lines until the size is reached.</summary>
    public void WriteBytes(Stream stream, long bytes) => Write(stream, bytes, long.MaxValue);

    /// <summary>Writes a number of lines in one go.</summary>
    public void WriteLines(Stream stream, long lines) => Write(stream, long.MaxValue, lines);

    /// <summary>Makes a whole file of a size.</summary>
    public static CorpusCounts Make(string path, CorpusKind kind, long bytes, int seed = 42)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var corpus = new Corpus(kind, seed);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        corpus.WriteBytes(file, bytes);
        return corpus.Counts;
    }

    private void Write(Stream stream, long bytes, long lines)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var used = 0;
        for (; bytes > 0 && lines > 0; lines--)
        {
            if (BufferSize - used < LongestLine)
            {
                stream.Write(buffer, 0, used);
                used = 0;
            }

            var length = WriteLine(buffer.AsSpan(used));
            used += length;
            bytes -= length;
        }

        stream.Write(buffer, 0, used);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private int WriteLine(Span<byte> line)
    {
        var (provider, models) = ProviderWheel[_random.Next(ProviderWheel.Length)];
        var model = models[_random.Next(models.Length)];
        var (level, messages) = Level(_random.Next(1000));
        var message = messages[_random.Next(messages.Length)];
        var input = _random.Next(16, 4096);
        var output = level == "error" ? 0 : _random.Next(1, 2048);
        var latency = _random.NextDouble() * 2500;
        var time = Start.AddMilliseconds(Counts.Lines * MillisecondsALine);
        Counts.Add(level, provider, input, output);
        int length;
        _ = kind == CorpusKind.Json
            ? Utf8.TryWrite(line, $"{{\"timestamp\":\"{time:yyyy-MM-ddTHH:mm:ss.fff}Z\",\"level\":\"{level}\",\"category\":\"{Category()}\",\"provider\":\"{provider}\",\"message\":\"{Escaped(message)}\",\"model\":\"{model}\",\"prompt_tokens\":{input},\"response_tokens\":{output},\"latency_ms\":{latency:0.00}}}\n", out length)
            : Utf8.TryWrite(line, $"{time:yyyy-MM-dd HH:mm:ss,fff} {level.ToUpperInvariant()} [{provider}] {message} tokens={input + output} latency={latency / 1000:0.000}s model={model} request_id={_random.NextInt64(1L << 40):x10}\n", out length);
        return length;
    }

    private string Category() => CorpusVocabulary.Categories[_random.Next(CorpusVocabulary.Categories.Length)];

    private static (string Level, string[] Messages) Level(int at)
    {
        foreach (var (level, share, messages) in CorpusVocabulary.Levels)
        {
            if ((at -= share) < 0)
            {
                return (level, messages);
            }
        }

        throw new InvalidOperationException("the shares of the levels do not add up to a thousand");
    }

    private static string Escaped(string message) =>
        message.Contains('"', StringComparison.Ordinal) ? message.Replace("\"", "\\\"", StringComparison.Ordinal) : message;

    private static (string Provider, string[] Models)[] Spin() =>
        [.. CorpusVocabulary.Providers.SelectMany(p => Enumerable.Repeat((p.Provider, p.Models), p.Weight))];
}
