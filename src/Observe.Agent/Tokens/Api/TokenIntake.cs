using System.Security.Cryptography;
using Observe.Agent.Records.Usage;
using Observe.Tokenizer;

namespace Observe.Agent.Tokens.Api;

/// <summary>Takes usage that apps report by request. Thread-safe.</summary>
/// <param name="books">What it is entered in.</param>
/// <param name="counted">Runs an action under the lock under which commits are cut; its task ends when that is stored.</param>
/// <param name="providerOf">The agent's name of a provider that goes by several.</param>
internal sealed class TokenIntake(TokenBooks books, Func<Action, Task> counted, Func<string, string> providerOf, TimeProvider time)
{
    private const int MaxKeyLength = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>When the task ends, a crash loses nothing of it.</summary>
    /// <param name="key">The client's own name of the request; the same one is counted once. Null when it has none.</param>
    /// <exception cref="RequestException">It was not taken, or it is not sure to be kept.</exception>
    public async Task<TokenAnswer> TakeAsync(ReadOnlyMemory<byte> body, string? key, CancellationToken cancellation)
    {
        if (key is not null && (key.Length is 0 or > MaxKeyLength || key.Any(c => c is <= ' ' or > '~')))
        {
            throw new RequestException(400, $"Idempotency-Key: expected 1 to {MaxKeyLength} visible ASCII characters");
        }

        var request = TokenRequest.Parse(body);
        var usage = Usage(request, out var vocabulary);
        var fingerprint = key is null ? "" : Convert.ToHexString(SHA256.HashData(body.Span));
        var isRepetition = false;
        var stored = counted(() => isRepetition = !Enter(usage, key, fingerprint));
        try
        {
            await stored.WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException e)
        {
            throw new RequestException(503, "the counts cannot be stored at present; repeat the request later, with an Idempotency-Key so that it is not counted twice", e);
        }

        return new TokenAnswer(usage, vocabulary, CostOf(usage), isRepetition);
    }

    private bool Enter(IReadOnlyList<TokenUsage> usage, string? key, string fingerprint)
    {
        if (key is not null)
        {
            if (books.Requests.Find(key) is { } taken)
            {
                return taken.Fingerprint == fingerprint
                    ? false
                    : throw new RequestException(422, "another request was taken under this Idempotency-Key");
            }

            books.Requests.Add(key, fingerprint);
        }

        foreach (var each in usage)
        {
            books.Ledger.Consume(each);
        }

        return true;
    }

    /// <summary>A count that was reported goes before one that could be made of the text.</summary>
    private List<TokenUsage> Usage(TokenRequest request, out string? vocabulary)
    {
        vocabulary = null;
        var usage = new TokenUsage
        {
            Provider = request.Provider.Length == 0 ? "" : providerOf(request.Provider),
            Model = request.Model,
            Operation = request.Operation,
            UnixMilliseconds = request.UnixMilliseconds,
            Origin = TokenOrigin.Api,
        };
        var reported = usage with
        {
            Input = (request.PromptTokens ?? 0) - request.CachedTokens - request.CacheWriteTokens,
            Output = (request.ResponseTokens ?? 0) - request.ReasoningTokens,
            CacheRead = request.CachedTokens,
            CacheWrite = request.CacheWriteTokens,
            Reasoning = request.ReasoningTokens,
        };
        reported = reported with { Input = Math.Max(reported.Input, 0), Output = Math.Max(reported.Output, 0) };
        var prompt = request.PromptTokens is null ? request.Prompt : null;
        var response = request.ResponseTokens is null ? request.Response : null;
        if (prompt is null && response is null)
        {
            return [reported];
        }

        var model = ModelEncoding.For(request.Model);
        vocabulary = model.Vocabulary;
        var estimated = usage with { Input = prompt is null ? 0 : model.Count(prompt), Output = response is null ? 0 : model.Count(response), Estimated = true };
        return request.PromptTokens is null && request.ResponseTokens is null ? [estimated] : [reported, estimated];
    }

    private decimal? CostOf(IReadOnlyList<TokenUsage> usage)
    {
        var first = usage[0];
        var at = first.UnixMilliseconds == 0 ? time.GetUtcNow().ToUnixTimeMilliseconds() : first.UnixMilliseconds;
        return books.Prices.Find(first.Provider, first.Model, books.Calendar.DateOf(at)) is { } price
            ? usage.Sum(u => ((u.Input * price.Input) + (u.Output * price.Output) + (u.CacheRead * price.CacheRead) + (u.CacheWrite * price.CacheWrite) + (u.Reasoning * price.Reasoning)) / 1_000_000m)
            : null;
    }
}
