namespace Observe.Agent.Records;

/// <summary>Where lines come from, and what was learnt about them: one a file. Used by one worker at a time.</summary>
internal sealed class LogSource(string path)
{
    /// <summary>The path, for classification and for messages; changes when the file is renamed.</summary>
    public string Path { get; set; } = path;

    /// <summary>Set by the parser once it has seen enough; kept with the file's offset over a restart.</summary>
    public LogFormat Format { get; set; }

    /// <summary>
    /// Lines that <see cref="Format"/> was decided by, for the parser alone. Not kept over a restart: 0 with a format set
    /// means that the format was restored and stands.
    /// </summary>
    public int FormatLines { get; set; }

    /// <summary>What a container runtime puts around the lines; found by the parser.</summary>
    public LogWrapper Wrapper { get; set; }

    /// <summary>The declared format that the lines have, when <see cref="Format"/> is <see cref="LogFormat.Custom"/>; known to the parser alone.</summary>
    public string? CustomFormat { get; set; }

    /// <summary>The provider that the path names, an id of <see cref="NameTables.Providers"/>; null until the parser has looked.</summary>
    public ushort? Provider { get; set; }
}
