namespace Observe.Agent.Hosting.Configuration;

/// <summary>Finds and reads the one configuration file in force.</summary>
internal static class ConfigurationFile
{
    public const string Name = "observe.json";

    /// <summary>Where a file is looked for when no flag names one; the first that is there is used, alone.</summary>
    public static IReadOnlyList<string> Places(Surroundings surroundings)
    {
        var places = new List<string> { Path.Combine(surroundings.WorkingDirectory, Name) };
        var user = surroundings.Directory("XDG_CONFIG_HOME") ?? (surroundings.Home is { } home ? Path.Combine(home, ".config") : null);
        if (user is not null)
        {
            places.Add(Path.Combine(user, "observe", Name));
        }

        places.Add(Path.Combine(surroundings.SystemConfigDirectory, "observe", Name));
        return places;
    }

    public static string? Find(string? named, Surroundings surroundings, List<ConfigurationFault> faults)
    {
        if (named is null)
        {
            return Places(surroundings).FirstOrDefault(File.Exists);
        }

        var path = named.Length == 0 ? "" : surroundings.FullPath(named);
        if (File.Exists(path))
        {
            return path;
        }

        faults.Add(new("", new Origin(OriginKind.Flag, "--config"), $"there is no file \"{named}\""));
        return null;
    }

    public static SettingNode? Read(string path, List<ConfigurationFault> faults)
    {
        try
        {
            using var file = File.OpenRead(path);
            var buffer = new byte[JsonLayer.MaxFileBytes + 1];
            var length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length <= JsonLayer.MaxFileBytes)
            {
                return JsonLayer.Read(buffer.AsSpan(0, length), path, faults);
            }

            faults.Add(new("", new Origin(OriginKind.File, path), $"expected at most {ByteSize.Format(JsonLayer.MaxFileBytes)}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new("", new Origin(OriginKind.File, path), $"cannot be read: {e.Message}"));
        }

        return null;
    }
}
