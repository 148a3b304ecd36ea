using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Observe.Agent.Records;

namespace Observe.Agent.Expose;

/// <summary><c>GET /api/logs</c>: searches the stored records. Few searches run at a time, for each may read all of them.</summary>
internal static class LogsEndpoint
{
    private const int SearchesAtATime = 2;

    /// <param name="routes">Where the endpoint is mapped.</param>
    /// <param name="search">Gives the rows; or a status and what is wrong.</param>
    public static void Map(IEndpointRouteBuilder routes, Func<IEnumerable<KeyValuePair<string, string>>, CancellationToken, (IReadOnlyList<LogRow>? Rows, int Status, string Fault)> search)
    {
        var turns = new SemaphoreSlim(SearchesAtATime);
        routes.MapGet("/api/logs", async context =>
        {
            if (!await turns.WaitAsync(0))
            {
                context.Response.Headers.RetryAfter = "1";
                await WriteAsync(context, StatusCodes.Status429TooManyRequests, "text/plain; charset=utf-8", "Other searches are under way; try again.\n"u8.ToArray());
                return;
            }

            try
            {
                var given = context.Request.Query.SelectMany(q => q.Value, (q, value) => new KeyValuePair<string, string>(q.Key, value ?? "")).ToList();
                var (rows, status, fault) = await Task.Run(() => search(given, context.RequestAborted), context.RequestAborted);
                if (rows is null)
                {
                    await WriteAsync(context, status, "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(fault + "\n"));
                    return;
                }

                using var body = new MemoryStream();
                LogRows.WriteJson(body, rows);
                await WriteAsync(context, StatusCodes.Status200OK, "application/json", body.GetBuffer().AsMemory(0, (int)body.Length));
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // Nobody waits for it any more.
            }
            finally
            {
                turns.Release();
            }
        });
    }

    private static Task WriteAsync(HttpContext context, int status, string type, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Body.WriteAsync(body).AsTask();
    }
}
