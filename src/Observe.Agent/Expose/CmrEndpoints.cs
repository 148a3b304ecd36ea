using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Observe.Agent.Cmr;
using Observe.Agent.Cmr.Reports;

namespace Observe.Agent.Expose;

/// <summary><c>GET /api/cmr/report</c> and <c>/api/cmr/export</c>: how memory layers are, and how they have been.</summary>
internal static class CmrEndpoints
{
    private const string Source = "source";
    private const string What = "what";

    private static readonly string[] ReadMethods = ["GET", "HEAD"];

    private static readonly Dictionary<string, Action<TextWriter, CmrModel>> Exports = new(StringComparer.Ordinal)
    {
        ["series"] = CmrCsv.WriteTimeSeries,
        ["components"] = CmrCsv.WriteComponents,
        ["errors"] = CmrCsv.WriteErrors,
    };

    public static void Map(IEndpointRouteBuilder routes, CmrModel model)
    {
        routes.MapMethods("/api/cmr/report", ReadMethods, context => ReportAsync(context, model));
        routes.MapMethods("/api/cmr/export", ReadMethods, context => ExportAsync(context, model));
    }

    private static async Task ReportAsync(HttpContext context, CmrModel model)
    {
        if (context.Request.Query.Keys.Any(k => k != Source))
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, "text/plain", "unknown parameter; there is source\n");
            return;
        }

        var all = model.Report();
        var asked = context.Request.Query[Source].ToString();
        if (asked.Length > 0 && all.Of(asked) is null)
        {
            await WriteAsync(context, StatusCodes.Status404NotFound, "text/plain", $"source: nothing is known of it; there is {Words(all.Sources.Select(s => s.Source))}\n");
            return;
        }

        using var body = new MemoryStream();
        (asked.Length > 0 ? all.Of(asked)! : all).WriteJson(body);
        await WriteAsync(context, StatusCodes.Status200OK, "application/json", Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length));
    }

    private static async Task ExportAsync(HttpContext context, CmrModel model)
    {
        var query = context.Request.Query;
        if (query.Keys.Any(k => k != What) || !Exports.TryGetValue(query.ContainsKey(What) ? query[What].ToString() : "series", out var export))
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, "text/plain", $"what: expected one of {string.Join(", ", Exports.Keys)}\n");
            return;
        }

        using var csv = new StringWriter();
        export(csv, model);
        await WriteAsync(context, StatusCodes.Status200OK, "text/csv", csv.ToString());
    }

    private static string Words(IEnumerable<string> sources) => string.Join(", ", sources) is { Length: > 0 } words ? words : "none";

    private static Task WriteAsync(HttpContext context, int status, string type, string text)
    {
        var response = context.Response;
        var body = Encoding.UTF8.GetBytes(text);
        response.StatusCode = status;
        response.ContentType = $"{type}; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }
}
