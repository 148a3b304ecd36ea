using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Live;

/// <summary>Starts an agent in a way of its own; the arguments say where its data is and where it listens.</summary>
internal delegate ChildProcess StartAgent(AgentProgram program, string[] arguments);
