using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Observe.Agent.Metrics.Pushed;

namespace Observe.Agent.Expose;

/// <summary><c>GET /api/series/top</c>: the names with the most series, and the label to blame for it.</summary>
internal static class SeriesEndpoint
{
    public const string Path = "/api/series/top";

    private const int DefaultNames = 20;
    private const int MaxNames = 1000;

    public static void Map(IEndpointRouteBuilder routes, Func<int, SeriesTop> top) =>
        routes.MapMethods(Path, ["GET", "HEAD"], context => Answer(context, top));

    private static async Task Answer(HttpContext context, Func<int, SeriesTop> top)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        var names = DefaultNames;
        if (context.Request.Query["names"] is [{ } text, ..]
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out names) || names is < 1 or > MaxNames))
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync($"names must be a number from 1 to {MaxNames}.\n");
            return;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(top(names), SeriesTopJson.Default.SeriesTop);
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(json);
        }
    }
}
