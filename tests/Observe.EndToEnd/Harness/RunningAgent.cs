using System.Net;
using System.Net.Http.Json;

namespace Observe.EndToEnd.Harness;

/// <summary>An agent that serves; disposed of by SIGKILL when the test did not end it.</summary>
internal sealed class RunningAgent(ChildProcess process, string address) : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>host:port</summary>
    public string Address => address;

    public ChildProcess Process => process;

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(new Uri($"http://{address}{path}"));

    /// <summary>Posts JSON; fails unless it is taken.</summary>
    public async Task PostAsync(string path, object body)
    {
        using var response = await Http.PostAsJsonAsync(new Uri($"http://{address}{path}"), body);
        Assert.True(response.IsSuccessStatusCode, $"{path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    public async Task<string> TextAsync(string path)
    {
        Assert.False(process.HasExited, $"the agent ended by itself. It said:\n{process.Everything}");
        using var response = await GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path} answered {(int)response.StatusCode}: {text}");
        return text;
    }

    public async Task<Exposition> MetricsAsync() => Exposition.Parse(await TextAsync("/metrics"));

    public async Task WaitUntilReadyAsync(TimeSpan? limit = null) =>
        await Eventually.TrueAsync(IsReadyAsync, limit ?? TimeSpan.FromSeconds(30), () => $"the agent is not ready. It said:\n{process.Everything}");

    /// <summary>Waits until the metrics fulfil a condition; fails with what they were last.</summary>
    public async Task<Exposition> WaitForAsync(Func<Exposition, bool> condition, string what, int seconds = 30)
    {
        var last = Exposition.Parse("");
        await Eventually.TrueAsync(
            async () => condition(last = await MetricsAsync()),
            TimeSpan.FromSeconds(seconds),
            () => $"waited in vain for: {what}\n{last.Text("observe_log")}\nIt said:\n{process.Everything}");
        return last;
    }

    /// <summary>Asks it to stop and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        process.Signal(ChildProcess.Terminate);
        return await process.WaitAsync(TimeSpan.FromSeconds(15));
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        process.Signal(ChildProcess.Kill);
        await process.WaitAsync();
    }

    /// <summary>Whether anything answers on the address at all.</summary>
    public async Task<bool> IsListeningAsync()
    {
        try
        {
            using var response = await GetAsync("/healthz");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => process.Dispose();

    private async Task<bool> IsReadyAsync()
    {
        Assert.False(process.HasExited, $"the agent ended at once. It said:\n{process.Everything}");
        try
        {
            using var response = await GetAsync("/readyz");
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
