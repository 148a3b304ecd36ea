namespace Observe.Agent.Commands;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The work was not done, or its answer is no (<c>observe health</c>: unhealthy).</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong; nothing was begun.</summary>
    public const int Usage = 2;
}
