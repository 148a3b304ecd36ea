using System.IO.Compression;
using System.Net.Http.Headers;

namespace Observe.Agent.Forward;

/// <summary>Posts gzipped bodies to one peer. TLS is verified, no proxy is asked, no redirection followed: what is configured is where it goes.</summary>
internal sealed class PeerClient(ForwardOptions options, Uri address, string contentType, TimeProvider time) : IDisposable
{
    /// <summary>Of an answer no more is read than a person would.</summary>
    private const int MaxAnswerBytes = 16 * 1024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A peer behind a name that comes to lead elsewhere is found again.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Compresses a body into a stream that is overwritten; the result is valid until the next time.</summary>
    public static ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> body, MemoryStream compressed)
    {
        compressed.SetLength(0);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }

    /// <param name="body">What <see cref="Compress"/> gave.</param>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    /// <exception cref="IOException">The token's file cannot be read, or the answer ended in its midst.</exception>
    public async ValueTask<Answer> PostAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Content.Headers.ContentEncoding.Add("gzip");
        foreach (var (name, value) in options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (await TokenAsync(cancellation) is { Length: > 0 } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return new Answer(response.StatusCode, RetryAfter(response), await ReadAsync(response, cancellation));
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var bytes = new byte[MaxAnswerBytes];
        var stream = await response.Content.ReadAsStreamAsync(cancellation);
        return bytes.AsMemory(0, await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation));
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - time.GetUtcNow() is var left => left > TimeSpan.Zero ? left : TimeSpan.Zero,
        _ => null,
    };

    private async ValueTask<string> TokenAsync(CancellationToken cancellation)
    {
        if (options.BearerTokenFile is not { } file)
        {
            return options.BearerToken;
        }

        try
        {
            return (await File.ReadAllTextAsync(file, cancellation)).Trim();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }
}
