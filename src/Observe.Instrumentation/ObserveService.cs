using Microsoft.Extensions.Hosting;

namespace Observe.Instrumentation;

/// <summary>Starts the client with the host, and sends what waits when the host stops.</summary>
internal sealed class ObserveService(ObserveClient client) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken) => await client.DisposeAsync();
}
