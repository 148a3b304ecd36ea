namespace Observe.Agent.Parse.Patterns;

internal enum PatternChangeKind : byte
{
    Found,
    Merged,
    Forgotten,
}
