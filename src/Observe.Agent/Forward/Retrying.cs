using Observe.Agent.Forward.Destinations;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Observe.Agent.Forward;

/// <summary>Sends again until the peer takes a request or refuses it, however long that lasts: the queue is on the disk.</summary>
internal static class Retrying
{
    /// <summary>No peer makes the agent wait longer, whatever it asks for.</summary>
    private static readonly TimeSpan LongestWish = TimeSpan.FromMinutes(15);

    public static ResiliencePipeline<Answer> Create(ForwardOptions options, IDestination destination, TimeProvider time, Action<Outcome<Answer>> failed) =>
        new ResiliencePipelineBuilder<Answer> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<Answer>
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                ShouldHandle = attempt => ValueTask.FromResult(IsTransient(attempt.Outcome, destination)),
                DelayGenerator = attempt => ValueTask.FromResult(Wish(attempt.Outcome.Result, options)),
                OnRetry = attempt =>
                {
                    failed(attempt.Outcome);
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(options.Timeout)
            .Build();

    /// <summary>Why a request has to be sent again, as a value of a metric's attribute.</summary>
    public static string Reason(Outcome<Answer> outcome) => outcome switch
    {
        { Result: { } answer } => answer.Reason,
        { Exception: TimeoutRejectedException } => "timeout",
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } } => "tls",
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } } => "name_resolution",
        _ => "connection",
    };

    private static bool IsTransient(Outcome<Answer> outcome, IDestination destination) => outcome switch
    {
        { Result: { } answer } => !answer.IsAccepted && !destination.Refuses(answer.Status),
        { Exception: HttpRequestException or TimeoutRejectedException or IOException } => true,
        _ => false,
    };

    /// <summary>
    /// The pause that a peer asks for, null when it asks for none: never shorter than the own first one, or "at once" again and again
    /// would be a flood, and up to a tenth longer, so that not all who were sent away come back together.
    /// </summary>
    public static TimeSpan? Wish(Answer? answer, ForwardOptions options)
    {
        if (answer?.RetryAfter is not { } wish)
        {
            return null;
        }

        wish = wish < options.RetryDelay ? options.RetryDelay : wish > LongestWish ? LongestWish : wish;
        return wish * (1 + (Random.Shared.NextDouble() / 10));
    }
}
