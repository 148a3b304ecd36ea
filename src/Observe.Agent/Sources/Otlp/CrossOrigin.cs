using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Observe.Agent.Sources.Otlp;

/// <summary>Lets web pages of the named origins push; browsers keep all others from it.</summary>
internal sealed class CrossOrigin(IReadOnlyList<string> origins)
{
    private const string AllowedHeaders = "authorization, content-encoding, content-type, traceparent, tracestate, x-requested-with";
    private const string PreflightSeconds = "7200";

    /// <summary>Answers a browser's question before the request; false when there is more to do.</summary>
    public bool Answer(HttpContext context)
    {
        var origin = context.Request.Headers.Origin;
        if (origins.Count == 0 || StringValues.IsNullOrEmpty(origin))
        {
            return false;
        }

        var headers = context.Response.Headers;
        headers.Append("Vary", "Origin");
        if (origins.Contains("*") || origins.Contains(origin.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            headers.AccessControlAllowOrigin = origin;
        }

        if (!HttpMethods.IsOptions(context.Request.Method) || context.Request.Headers.AccessControlRequestMethod.Count == 0)
        {
            return false;
        }

        headers.AccessControlAllowMethods = HttpMethods.Post;
        headers.AccessControlAllowHeaders = AllowedHeaders;
        headers.AccessControlMaxAge = PreflightSeconds;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
