using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Observe.Agent.Expose;

/// <summary>The endpoints that every agent has beside <c>/metrics</c>.</summary>
internal static class HttpEndpoints
{
    private static readonly string[] ReadMethods = ["GET", "HEAD"];

    /// <summary>For an endpoint that is mapped elsewhere without saying which methods it takes.</summary>
    public static readonly HttpMethodMetadata ReadOnly = new(ReadMethods);

    public static void Map(IEndpointRouteBuilder routes, Readiness readiness, StatusPage page)
    {
        var html = page.ToHtml();
        routes.MapMethods("/healthz", ReadMethods, context => Text(context, StatusCodes.Status200OK, "alive\n"));
        routes.MapMethods("/readyz", ReadMethods, context => readiness.Reasons is { Count: > 0 } reasons
            ? Text(context, StatusCodes.Status503ServiceUnavailable, string.Join('\n', reasons) + "\n")
            : Text(context, StatusCodes.Status200OK, "ready\n"));
        routes.MapMethods("/", ReadMethods, context =>
        {
            context.Response.Headers.ContentSecurityPolicy = StatusPage.ContentSecurityPolicy;
            return Write(context, StatusCodes.Status200OK, "text/html; charset=utf-8", html);
        });
    }

    /// <summary>Answers in words where routing leaves the body empty: no such path, no such method.</summary>
    public static async Task ExplainRefusals(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response.HasStarted)
        {
            return;
        }

        var status = context.Response.StatusCode;
        if (status == StatusCodes.Status404NotFound)
        {
            await Text(context, status, $"Not found. There is {string.Join(", ", Paths(context))}.\n");
        }
        else if (status == StatusCodes.Status405MethodNotAllowed)
        {
            await Text(context, status, $"Method not allowed here: use {context.Response.Headers.Allow}.\n");
        }
    }

    /// <summary>The paths of everything that is mapped.</summary>
    private static IEnumerable<string> Paths(HttpContext context) => context.RequestServices.GetRequiredService<IEnumerable<EndpointDataSource>>()
        .SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Select(e => "/" + e.RoutePattern.RawText?.Trim('/')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static Task Text(HttpContext context, int status, string text) => Write(context, status, "text/plain; charset=utf-8", text);

    private static Task Write(HttpContext context, int status, string type, string text)
    {
        var response = context.Response;
        var body = Encoding.UTF8.GetBytes(text);
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }
}
