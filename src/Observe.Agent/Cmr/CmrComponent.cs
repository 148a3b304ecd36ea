namespace Observe.Agent.Cmr;

/// <summary>A part of contextual memory reweaving, by the names it has as a label.</summary>
internal static class CmrComponent
{
    public const string Capture = "capture";
    public const string Buffer = "buffer";
    public const string Retrieval = "retrieval";
    public const string Reconstruction = "reconstruction";

    public static readonly IReadOnlyList<string> All = [Capture, Buffer, Retrieval, Reconstruction];
}
