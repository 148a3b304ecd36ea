using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Observe.Agent.Records.Status;

namespace Observe.Agent.Expose;

/// <summary><c>GET /api/status</c>: what the agent knows of itself and of what reaches it.</summary>
internal static class StatusEndpoint
{
    public const string Path = "/api/status";

    public static void Map(IEndpointRouteBuilder routes, Func<AgentStatus> status) => routes.MapMethods(Path, ["GET", "HEAD"], async context =>
    {
        var response = context.Response;
        var json = JsonSerializer.SerializeToUtf8Bytes(status(), StatusJson.Default.AgentStatus);
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(json);
        }
    });
}
