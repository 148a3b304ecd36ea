namespace Observe.Agent.Cmr.Learning;

/// <summary>Whose duration is learned.</summary>
/// <param name="Source">The app.</param>
/// <param name="Phase">A component.</param>
/// <param name="Layer">The layer; -1 outside of layers.</param>
internal readonly record struct BaselineKey(string Source, string Phase, int Layer);
