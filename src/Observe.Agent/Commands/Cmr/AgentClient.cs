using System.Net;

namespace Observe.Agent.Commands.Cmr;

/// <summary>Asks the agent of this machine over HTTP.</summary>
internal static class AgentClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The answer; null, with the reason printed, when there is none.</summary>
    public static async Task<string?> GetAsync(Uri agent, string path, TextWriter error, CancellationToken stop)
    {
        var asked = new Uri(agent, path);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(asked, stop);
            var text = await answer.Content.ReadAsStringAsync(stop);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return text;
            }

            error.WriteLine($"{asked} answers {(int)answer.StatusCode}: {text.Trim()}");
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            error.WriteLine($"{asked} does not answer: {e.Message}");
        }

        return null;
    }
}
