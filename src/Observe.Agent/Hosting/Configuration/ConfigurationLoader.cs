namespace Observe.Agent.Hosting.Configuration;

/// <summary>Defaults, then the file, then the environment, then the flags; all faults of all of them are reported together.</summary>
internal static class ConfigurationLoader
{
    public static LoadedConfiguration Load(ConfigurationFlags flags, Surroundings surroundings)
    {
        var faults = new List<ConfigurationFault>();
        var options = new AgentOptions();
        var binder = new OptionsBinder(typeof(AgentOptions), faults);
        var file = ConfigurationFile.Find(flags.Config, surroundings, faults);
        if (file is not null && ConfigurationFile.Read(file, faults) is { } settings)
        {
            binder.Bind(options, settings);
        }

        binder.Bind(options, EnvironmentLayer.Read(surroundings.Variables, faults));
        binder.Bind(options, FlagLayer.Read(flags));
        faults.AddRange(OptionChecks.Faults(options, binder.Origins));
        ResolvePaths(options, surroundings, faults);
        return new LoadedConfiguration(options, file, binder.Origins, faults);
    }

    private static void ResolvePaths(AgentOptions options, Surroundings surroundings, List<ConfigurationFault> faults)
    {
        options.Watch = [.. options.Watch.Select(surroundings.ExpandHome)];
        options.Exclude = [.. options.Exclude.Select(surroundings.ExpandHome)];
        options.Tokens.Prices = FullPath(options.Tokens.Prices);
        options.Tokens.SharedStoreFile = FullPath(options.Tokens.SharedStoreFile);
        options.Otlp.BearerTokenFile = FullPath(options.Otlp.BearerTokenFile);
        options.Otlp.Tls.Certificate = FullPath(options.Otlp.Tls.Certificate);
        options.Otlp.Tls.Key = FullPath(options.Otlp.Tls.Key);
        options.Otlp.Tls.ClientCa = FullPath(options.Otlp.Tls.ClientCa);
        options.Log.File = FullPath(options.Log.File);
        foreach (var forward in options.Forward.Values)
        {
            forward.BearerTokenFile = FullPath(forward.BearerTokenFile);
        }

        if (options.Data.Length > 0)
        {
            options.Data = surroundings.FullPath(options.Data);
        }
        else if (StateDirectory.For(surroundings) is { } data)
        {
            options.Data = data;
        }
        else if (!faults.Exists(f => f.Key.Equals("data", StringComparison.OrdinalIgnoreCase)))
        {
            faults.Add(new("data", new Origin(OriginKind.Default),
                "there is no HOME and no XDG_STATE_HOME to keep state below; name a directory with --data"));
        }

        string? FullPath(string? path) => path is null ? null : surroundings.FullPath(path);
    }
}
