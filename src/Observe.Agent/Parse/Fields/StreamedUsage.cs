using Observe.Agent.Records;

namespace Observe.Agent.Parse.Fields;

/// <summary>
/// Chunks of a streamed answer repeat what the chunks before them reported. Where each is logged, each gives only what is its
/// own, so that together they give the answer's tokens once.
/// </summary>
internal static class StreamedUsage
{
    public static void TakeOwnPart(ref LogRecord record, ReadOnlySpan<byte> line)
    {
        if (line.IndexOf("\"message_"u8) >= 0)
        {
            TakeOwnPartOfAnthropic(ref record, line);
        }
        else if (line.IndexOf("\"usageMetadata\""u8) >= 0 && line.IndexOf("\"candidates\""u8) >= 0 && line.IndexOf("\"finishReason\""u8) < 0)
        {
            // Gemini counts from the beginning in every chunk; the one that ends the answer has all.
            Clear(ref record, input: true, output: true);
        }
        else if (line.IndexOf("\"chat.completion.chunk\""u8) >= 0 && IsUnfinished(line))
        {
            // So does Perplexity, in OpenAI's chunks.
            Clear(ref record, input: true, output: true);
        }
    }

    /// <summary>Every choice goes on. Who reports usage in a chunk of its own has no choice in it.</summary>
    private static bool IsUnfinished(ReadOnlySpan<byte> line)
    {
        var reason = line.IndexOf("\"finish_reason\":"u8);
        return reason >= 0 && line[(reason + "\"finish_reason\":".Length)..].TrimStart((byte)' ').StartsWith("null"u8);
    }

    /// <summary>The first event has the input and some output, the last one all of the output, and in newer versions the input again.</summary>
    private static void TakeOwnPartOfAnthropic(ref LogRecord record, ReadOnlySpan<byte> line)
    {
        if (line.IndexOf("\"message_start\""u8) >= 0)
        {
            Clear(ref record, input: false, output: true);
        }
        else if (line.IndexOf("\"message_delta\""u8) >= 0)
        {
            Clear(ref record, input: true, output: false);
        }
    }

    private static void Clear(ref LogRecord record, bool input, bool output)
    {
        if (input)
        {
            record.InputTokens = record.CacheReadTokens = record.CacheWriteTokens = 0;
        }

        if (output)
        {
            record.OutputTokens = record.ReasoningTokens = 0;
            record.TokensAreTotal = false;
        }
    }
}
