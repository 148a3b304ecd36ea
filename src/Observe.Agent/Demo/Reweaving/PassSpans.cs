using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Observe.Agent.Demo.Reweaving;

/// <summary>
/// What an app with tracing tells of each text: the request to it, and within that the call of the model. Spans that cannot be pushed
/// are lost, as an app's are. Not thread-safe.
/// </summary>
internal sealed class PassSpans : IDisposable
{
    private const int Server = 2;
    private const int Client = 3;
    private const int Unset = 0;
    private const int Error = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Uri _endpoint;
    private readonly string _service;
    private readonly Random _ids;
    private readonly HttpClient _http = new() { Timeout = Patience };
    private readonly List<(DateTimeOffset Begin, DateTimeOffset End, bool Succeeded)> _passes = [];

    public PassSpans(Uri endpoint, string? bearer, string service, int seed)
    {
        _endpoint = endpoint;
        _service = service;
        _ids = new Random(seed);
        if (bearer is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }
    }

    public void Add(DateTimeOffset begin, DateTimeOffset end, bool succeeded) => _passes.Add((begin, end, succeeded));

    /// <summary>Pushes what was added since the last time.</summary>
    public async Task PushAsync(CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(ToJson());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        _passes.Clear();
        try
        {
            using var answer = await _http.PostAsync(_endpoint, content, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            // The agent is away; the next spans may reach it.
        }
    }

    public void Dispose() => _http.Dispose();

    private byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new
    {
        resourceSpans = new[]
        {
            new
            {
                resource = new { attributes = new[] { Text("service.name", _service) } },
                scopeSpans = new[] { new { spans = _passes.SelectMany(Spans).ToArray() } },
            },
        },
    });

    private object[] Spans((DateTimeOffset Begin, DateTimeOffset End, bool Succeeded) pass)
    {
        var (trace, request, call) = (Id(16), Id(8), Id(8));
        return
        [
            Span(request, "", "POST /chat", Server, Text("http.request.method", "POST")),
            Span(
                call,
                request,
                $"chat {MemoryLoop.Model}",
                Client,
                Text("gen_ai.operation.name", "chat"),
                Text("gen_ai.provider.name", DemoProvider.Ippoc.Name),
                Text("gen_ai.request.model", MemoryLoop.Model),
                Attribute("gen_ai.response.finish_reasons", new { arrayValue = new { values = new[] { new { stringValue = pass.Succeeded ? "stop" : "error" } } } })),
        ];

        object Span(string spanId, string parentSpanId, string name, int kind, params object[] attributes) => new
        {
            traceId = trace,
            spanId,
            parentSpanId,
            name,
            kind,
            startTimeUnixNano = Nanoseconds(pass.Begin),
            endTimeUnixNano = Nanoseconds(pass.End),
            attributes,
            status = new { code = pass.Succeeded ? Unset : Error },
        };
    }

    private static object Text(string key, string text) => Attribute(key, new { stringValue = text });

    private static object Attribute(string key, object value) => new { key, value };

    private static string Nanoseconds(DateTimeOffset time) =>
        ((time - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);

    private string Id(int bytes)
    {
        Span<byte> id = stackalloc byte[bytes];
        _ids.NextBytes(id);
        return Convert.ToHexStringLower(id);
    }
}
