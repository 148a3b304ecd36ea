namespace Observe.Agent.Hosting.Configuration;

/// <summary>Where a value was given: in which file and line, in which environment variable, by which flag.</summary>
internal readonly record struct Origin(OriginKind Kind, string Name = "", int Line = 0, int Column = 0)
{
    public override string ToString() => Kind switch
    {
        OriginKind.File when Column > 0 => $"file {Name}, line {Line}, column {Column}",
        OriginKind.File => Line > 0 ? $"file {Name}, line {Line}" : $"file {Name}",
        OriginKind.Environment => $"environment variable {Name}",
        OriginKind.Flag => $"flag {Name}",
        _ => "default",
    };
}
