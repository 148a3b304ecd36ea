using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Observe.Agent.Tokens;
using Observe.Agent.Tokens.Api;
using Observe.Agent.Tokens.Reports;

namespace Observe.Agent.Expose.Tokens;

/// <summary>What apps and people reach of tokens, budgets and prices over HTTP.</summary>
internal sealed class TokenEndpoints(TokenIntake intake, TokenReports reports)
{
    private const string Path = "/api/tokens";
    private const int DefaultHours = 24;

    /// <summary>Text to be counted comes in one piece.</summary>
    private const int MaxBodyBytes = 4 * 1024 * 1024;

    /// <summary>A longer body than is taken is still received up to here, because who sends one reads the answer only afterwards.</summary>
    private const int MaxReceivedBytes = 64 * 1024 * 1024;

    private static readonly string[] Post = ["POST"];
    private static readonly string[] Get = ["GET"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Path, Post, context => Guard(context, TakeAsync));
        routes.MapMethods(Path + "/report", Get, context => Guard(context, ReportAsync));
        routes.MapMethods(Path + "/budgets", Get, context => Guard(context, BudgetsAsync));
        routes.MapMethods(Path + "/prices", Get, context => Guard(context, PricesAsync));
    }

    private async Task TakeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.HasJsonContentType())
        {
            throw new RequestException(StatusCodes.Status415UnsupportedMediaType, "expected Content-Type: application/json");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxReceivedBytes;
        }

        using var body = await BodyAsync(request, context.RequestAborted);
        var key = request.Headers.TryGetValue("Idempotency-Key", out var keys) ? keys.ToString() : null;
        var answer = await intake.TakeAsync(body.GetBuffer().AsMemory(0, (int)body.Length), key, context.RequestAborted);
        await WriteAsync(context, StatusCodes.Status200OK, answer.WriteJson);
    }

    private static async Task<MemoryStream> BodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        long length = 0;
        for (int read; (read = await request.Body.ReadAsync(piece, cancellation)) > 0; length += read)
        {
            if (length + read <= MaxBodyBytes)
            {
                body.Write(piece, 0, read);
            }
        }

        return length <= MaxBodyBytes ? body : throw TooLong();
    }

    private static RequestException TooLong() => new(StatusCodes.Status413PayloadTooLarge, $"the body is larger than {MaxBodyBytes} bytes");

    private async Task ReportAsync(HttpContext context)
    {
        var (hours, by) = (DefaultHours, ReportBy.Model);
        foreach (var (name, values) in context.Request.Query)
        {
            var value = values.ToString();
            switch (name)
            {
                case "hours" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out hours) && hours is >= 1 and <= UsageReport.MaxHours:
                case "by" when value.All(char.IsAsciiLetter) && Enum.TryParse(value, ignoreCase: true, out by):
                    break;
                case "hours":
                    throw new RequestException(400, $"hours: expected a number from 1 to {UsageReport.MaxHours}");
                case "by":
                    throw new RequestException(400, $"by: expected one of {string.Join(", ", Enum.GetNames<ReportBy>()).ToLowerInvariant()}");
                default:
                    throw Unknown("hours and by");
            }
        }

        var report = await reports.UsageAsync(hours, by, context.RequestAborted);
        await WriteAsync(context, StatusCodes.Status200OK, report.WriteJson);
    }

    private async Task BudgetsAsync(HttpContext context)
    {
        if (context.Request.Query.Count > 0)
        {
            throw Unknown("none");
        }

        await WriteAsync(context, StatusCodes.Status200OK, reports.Budgets().WriteJson);
    }

    private async Task PricesAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (query.Keys.Any(k => k is not ("provider" or "model")))
        {
            throw Unknown("provider and model");
        }

        string? Value(string name) => query.TryGetValue(name, out var values) ? values.ToString() : null;
        var rows = reports.Prices(Value("provider"), Value("model"));
        await WriteAsync(context, StatusCodes.Status200OK, stream => PriceReport.WriteJson(stream, rows));
    }

    private static RequestException Unknown(string known) => new(400, $"unknown parameter; there is {known}");

    /// <summary>Every refusal is a JSON object with the reason.</summary>
    private static async Task Guard(HttpContext context, Func<HttpContext, Task> handle)
    {
        try
        {
            await handle(context);
        }
        catch (RequestException e)
        {
            await RefuseAsync(context, e.Status, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context, e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLong().Message : e.Message);
        }
        catch (UnavailableException e)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        return WriteAsync(context, status, stream =>
        {
            using var json = new Utf8JsonWriter(stream);
            json.WriteStartObject();
            json.WriteString("error", message);
            json.WriteEndObject();
        });
    }

    private static async Task WriteAsync(HttpContext context, int status, Action<Stream> write)
    {
        using var body = new MemoryStream();
        write(body);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }
}
