namespace Observe.Agent.Hosting.Configuration;

internal enum SettingKind
{
    /// <summary>Text whose type only the option knows: a JSON string, an environment variable, a flag.</summary>
    Text,
    Number,
    Boolean,
    Null,
    List,
    Object,
}
