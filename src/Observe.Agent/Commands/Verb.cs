using System.CommandLine;

namespace Observe.Agent.Commands;

/// <summary>A command of <c>observe</c>; its help ends with examples.</summary>
internal abstract class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
