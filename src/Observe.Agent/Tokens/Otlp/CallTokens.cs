using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens.Otlp;

/// <summary>Tokens as the conventions of OpenTelemetry count them: cached ones are in the input, reasoning is in the output.</summary>
internal record struct CallTokens
{
    public long Input { get; set; }

    public long Output { get; set; }

    public long CacheRead { get; set; }

    public long CacheWrite { get; set; }

    public long Reasoning { get; set; }

    public readonly bool Any => (Input | Output | CacheRead | CacheWrite | Reasoning) != 0;

    /// <summary>All of the input. Parts that are more than the whole were reported beside it.</summary>
    public readonly long AllInput => Inside(Input, CacheRead + CacheWrite) + CacheRead + CacheWrite;

    public readonly long AllOutput => Inside(Output, Reasoning) + Reasoning;

    /// <summary>Takes the parts out of the whole, and then away what was counted already.</summary>
    public readonly TokenUsage Split(long countedInput, long countedOutput)
    {
        var usage = new TokenUsage { Origin = TokenOrigin.Otlp };
        var input = Less(Inside(Input, CacheRead + CacheWrite), ref countedInput);
        var read = Less(CacheRead, ref countedInput);
        var written = Less(CacheWrite, ref countedInput);
        var output = Less(Inside(Output, Reasoning), ref countedOutput);
        return usage with { Input = input, CacheRead = read, CacheWrite = written, Output = output, Reasoning = Less(Reasoning, ref countedOutput) };
    }

    private static long Inside(long whole, long parts) => parts <= whole ? whole - parts : whole;

    private static long Less(long tokens, ref long counted)
    {
        var taken = Math.Min(tokens, counted);
        counted -= taken;
        return tokens - taken;
    }
}
