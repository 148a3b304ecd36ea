using System.Net.Http.Headers;
using System.Text.Json;

namespace Observe.Instrumentation.Alerts;

/// <summary>Posts alerts as JSON to a URL; an answer that is no success is a failure.</summary>
internal sealed class WebhookAlertChannel(HttpClient http, Uri url) : IAlertChannel
{
    public async Task SendAsync(Alert alert, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(alert, ObserveJsonContext.Default.Alert));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync(url, content, cancellation);
        response.EnsureSuccessStatusCode();
    }
}
