using Microsoft.Extensions.Hosting;

namespace Observe.Agent.Listen;

/// <summary>Leaves Ctrl+C and SIGTERM to the command that started the server, which stops it in its turn.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
