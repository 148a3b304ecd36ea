using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Collecting;

namespace Observe.Prometheus.Http;

/// <summary>Answers scrapes over HTTP.</summary>
internal sealed class ScrapeEndpoint(PrometheusPage page)
{
    private const string TimeoutHeader = "X-Prometheus-Scrape-Timeout-Seconds";

    /// <summary>
    /// So many chunks are handed to the socket together, a megabyte: each hand-over costs a change of threads.
    /// </summary>
    private const int ChunksAtOnce = 16;

    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromDays(1);

    public async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.Vary = "Accept, Accept-Encoding";
        var format = PrometheusFormat.FromAccept(request.Headers.Accept.ToString()).Under(page.Options.TranslationStrategy);
        var timeout = TimeoutOf(request);
        PageBuffer buffer;
        try
        {
            buffer = await page.GetAsync(format, canShare: true, timeout, context.RequestAborted);
        }
        catch (TimeoutException)
        {
            await RefuseAsync(response, StatusCodes.Status503ServiceUnavailable, $"The metrics page was not ready within the scraper's timeout of {timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s.");
            return;
        }
        catch (ScrapeFailedException failure)
        {
            await RefuseAsync(response, StatusCodes.Status500InternalServerError, failure.Message);
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        try
        {
            response.ContentType = format.ContentType;
            await WriteAsync(response, buffer, AcceptsGzip(request), context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The scraper has gone; there is nobody to tell.
        }
        finally
        {
            buffer.Release();
        }
    }

    private static async Task WriteAsync(HttpResponse response, PageBuffer buffer, bool gzip, CancellationToken cancellation)
    {
        if (gzip)
        {
            response.Headers.ContentEncoding = "gzip";
            await using (var compressor = new GZipStream(new BodyStream(response.BodyWriter), CompressionLevel.Fastest))
            {
                for (var i = 0; i < buffer.ChunkCount; i++)
                {
                    compressor.Write(buffer.Chunk(i).Span);
                    await HandOverAsync(response, i, cancellation);
                }
            }
        }
        else
        {
            response.ContentLength = buffer.Length;
            for (var i = 0; i < buffer.ChunkCount; i++)
            {
                response.BodyWriter.Write(buffer.Chunk(i).Span);
                await HandOverAsync(response, i, cancellation);
            }
        }

        await response.BodyWriter.FlushAsync(cancellation);
    }

    private static async ValueTask HandOverAsync(HttpResponse response, int chunk, CancellationToken cancellation)
    {
        if ((chunk + 1) % ChunksAtOnce == 0)
        {
            await response.BodyWriter.FlushAsync(cancellation);
        }
    }

    private static Task RefuseAsync(HttpResponse response, int status, string reason)
    {
        PrometheusEventSource.Log.ScrapeFailed(reason);
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(reason + "\n");
    }

    private static TimeSpan TimeoutOf(HttpRequest request) =>
        double.TryParse(request.Headers[TimeoutHeader].ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds > 0 && seconds < s_longestTimeout.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : Timeout.InfiniteTimeSpan;

    private static bool AcceptsGzip(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var codings))
        {
            return false;
        }

        foreach (var coding in codings)
        {
            if (coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase))
            {
                return coding.Quality is not 0;
            }
        }

        return false;
    }
}
