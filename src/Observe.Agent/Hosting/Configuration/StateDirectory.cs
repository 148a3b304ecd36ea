namespace Observe.Agent.Hosting.Configuration;

/// <summary>Where the agent's state is kept when nobody says otherwise: below the user's state directory (XDG base directory specification).</summary>
internal static class StateDirectory
{
    /// <summary>Null where the user has no home.</summary>
    public static string? For(Surroundings surroundings)
    {
        var state = surroundings.Directory("XDG_STATE_HOME");
        if (state is null && surroundings.Home is { } home)
        {
            state = OperatingSystem.IsWindows()
                ? surroundings.Directory("LOCALAPPDATA") ?? Path.Combine(home, "AppData", "Local")
                : Path.Combine(home, ".local", "state");
        }

        return state is null ? null : Path.Combine(state, "observe");
    }
}
