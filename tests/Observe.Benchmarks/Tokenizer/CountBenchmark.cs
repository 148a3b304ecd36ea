using System.Text;
using BenchmarkDotNet.Attributes;
using Observe.Tokenizer;

namespace Observe.Benchmarks.Tokenizer;

/// <summary>One count of a short text, the shape of a log message or a prompt; hostile text beside it.</summary>
[MemoryDiagnoser]
public class CountBenchmark
{
    private const string Sentence = "The request took 1243 ms; it's over the budget of 50 000 tokens an hour. ";

    private byte[] _message = [];
    private byte[] _prompt = [];
    private byte[] _oneLetter = [];

    [GlobalSetup]
    public void Setup()
    {
        _message = Encoding.UTF8.GetBytes(Sentence);
        _prompt = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Sentence, 100)));
        _oneLetter = Encoding.UTF8.GetBytes(new string('a', 100_000));
    }

    [Benchmark]
    public int Message() => TokenEncoding.O200kBase.Count(_message);

    [Benchmark]
    public int Prompt() => TokenEncoding.O200kBase.Count(_prompt);

    [Benchmark]
    public int[] EncodePrompt() => TokenEncoding.O200kBase.Encode(_prompt);

    [Benchmark]
    public int OneLetter() => TokenEncoding.O200kBase.Count(_oneLetter);
}
