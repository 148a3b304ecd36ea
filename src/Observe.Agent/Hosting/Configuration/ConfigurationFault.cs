namespace Observe.Agent.Hosting.Configuration;

/// <summary>
/// One thing that is wrong with a configuration, said so that the user can mend it. The key stands as the user wrote it; it is
/// empty when the fault is of no key.
/// </summary>
internal sealed record ConfigurationFault(string Key, Origin Origin, string Message)
{
    public override string ToString() => Key.Length == 0 ? $"{Origin}: {Message}" : $"{Key} ({Origin}): {Message}";
}
