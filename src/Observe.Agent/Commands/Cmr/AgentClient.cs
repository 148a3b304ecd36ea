using System.Net;
using Observe.Agent.Report;

namespace Observe.Agent.Commands.Cmr;

/// <summary>Asks the agent of this machine over HTTP.</summary>
internal static class AgentClient
{
    private const int MaxAnswer = 64 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The answer; null, with the reason printed, when there is none.</summary>
    public static async Task<string?> GetAsync(Uri agent, string path, string mediaType, TextWriter error, CancellationToken stop)
    {
        var asked = new Uri(agent, path);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = MaxAnswer,
        };
        try
        {
            using var answer = await client.GetAsync(asked, stop);
            var text = await answer.Content.ReadAsStringAsync(stop);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                error.WriteLine($"{asked} answers {(int)answer.StatusCode}: {TerminalText.Of(text.Trim())}");
            }
            else if (answer.Content.Headers.ContentType?.MediaType != mediaType)
            {
                error.WriteLine($"{asked} answers, but it is not an agent of Observe");
            }
            else
            {
                return text;
            }
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            error.WriteLine($"{asked} does not answer: {e.Message}");
        }

        return null;
    }
}
