using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Observe.Instrumentation;

/// <summary>Adds this library to a host.</summary>
public static class ObserveServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ObserveClient"/> and its parts as singletons: <see cref="Events.SystemLogger"/>, <see cref="Events.AiLogger"/>,
    /// <see cref="Events.MemoryLogger"/>, <see cref="Tokens.TokenTracker"/> and <see cref="Cmr.CmrPerformanceMonitor"/>. It starts and ends with
    /// the host, and uses the host's loggers, meter factory and <see cref="TimeProvider"/> where they are there.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options; the defaults when null.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException">Options are out of range; the message names them all.</exception>
    public static IServiceCollection AddObserve(this IServiceCollection services, Action<ObserveOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new ObserveOptions();
        configure?.Invoke(options);
        options.Validate();
        services.TryAddSingleton(provider => new ObserveClient(
            options, provider.GetService<ILoggerFactory>(), provider.GetService<TimeProvider>(), provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(provider => provider.GetRequiredService<ObserveClient>().System);
        services.TryAddSingleton(provider => provider.GetRequiredService<ObserveClient>().Ai);
        services.TryAddSingleton(provider => provider.GetRequiredService<ObserveClient>().Memory);
        services.TryAddSingleton(provider => provider.GetRequiredService<ObserveClient>().Tokens);
        services.TryAddSingleton(provider => provider.GetRequiredService<ObserveClient>().Cmr);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ObserveService>());
        return services;
    }
}
