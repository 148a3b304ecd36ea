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
                DelayGenerator = attempt => ValueTask.FromResult(Wish(attempt.Outcome.Result)),
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

    private static TimeSpan? Wish(Answer? answer) =>
        answer?.RetryAfter is { } wish ? (wish < LongestWish ? wish : LongestWish) : null;
}
