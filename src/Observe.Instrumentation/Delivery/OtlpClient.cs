using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Observe.Instrumentation.Delivery;

/// <summary>Posts OTLP requests as JSON and reads what came of them. Never throws but for a cancellation from outside.</summary>
internal sealed class OtlpClient : IDisposable
{
    private const int MaxAnswer = 64 * 1024;

    private readonly HttpClient _http;

    /// <param name="options">Where to, with what headers, how long.</param>
    public OtlpClient(DeliveryOptions options)
    {
        var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null, ConnectTimeout = options.Timeout, UseProxy = false };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(options.Endpoint, "/"),
            Timeout = options.Timeout,
            MaxResponseContentBufferSize = MaxAnswer,
        };
        foreach (var (name, value) in options.Headers)
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }
    }

    public async Task<OtlpOutcome> PostAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        try
        {
            using var content = new ReadOnlyMemoryContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await _http.PostAsync(path, content, cancellation);
            if (response.IsSuccessStatusCode)
            {
                return new OtlpOutcome(OtlpOutcomeKind.Taken, Rejected(await response.Content.ReadAsByteArrayAsync(cancellation)));
            }

            return response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
                ? new OtlpOutcome(OtlpOutcomeKind.TryAgain, RetryAfter: response.Headers.RetryAfter?.Delta)
                : new OtlpOutcome(OtlpOutcomeKind.Refused);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new OtlpOutcome(OtlpOutcomeKind.TryAgain);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Reads <c>partialSuccess</c>; an answer that cannot be read took everything, as its status says.</summary>
    private static long Rejected(byte[] answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("partialSuccess", out var partial) && partial.ValueKind == JsonValueKind.Object
                && (partial.TryGetProperty("rejectedLogRecords", out var count) || partial.TryGetProperty("rejectedDataPoints", out count)))
            {
                return count.ValueKind == JsonValueKind.Number ? count.GetInt64()
                    : long.TryParse(count.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var rejected) ? rejected : 0;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // Not what OTLP answers; the status has said enough.
        }

        return 0;
    }
}
