namespace Observe.Agent.Records;

/// <summary>What a container runtime puts around each line of a program.</summary>
internal enum LogWrapper : byte
{
    None,

    /// <summary>Docker's json-file: <c>{"log":"…\n","stream":"stdout","time":"…"}</c>.</summary>
    Docker,

    /// <summary>CRI (containerd, CRI-O): <c>2016-10-06T00:17:09.669794202Z stdout F …</c>.</summary>
    Cri,
}
