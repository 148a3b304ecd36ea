namespace Observe.Instrumentation.Cmr.Recording;

internal enum SampleKind
{
    Capture,
    Reconstruction,
    Retrieval,
    Forward,
}
