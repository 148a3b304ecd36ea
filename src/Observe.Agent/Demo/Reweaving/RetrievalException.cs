namespace Observe.Agent.Demo.Reweaving;

/// <summary>A retrieval that fails because it was asked to.</summary>
internal sealed class RetrievalException() : Exception("The index of memories does not answer.");
