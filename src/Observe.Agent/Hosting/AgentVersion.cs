using System.Reflection;

namespace Observe.Agent.Hosting;

/// <summary>The version of this build.</summary>
internal static class AgentVersion
{
    private const int ShownOfCommit = 12;

    private static readonly string[] Parts =
        typeof(AgentVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');

    /// <summary>The number alone: <c>0.1.0</c>.</summary>
    public static string Number => Parts[0];

    /// <summary>The commit it was built from; empty when that was not known.</summary>
    public static string Commit => Parts.Length < 2 ? "" : Parts[1][..Math.Min(ShownOfCommit, Parts[1].Length)];

    /// <summary>For people: <c>0.1.0 (1a2b3c4d5e6f)</c>.</summary>
    public static string Text => Commit.Length == 0 ? Number : $"{Number} ({Commit})";
}
