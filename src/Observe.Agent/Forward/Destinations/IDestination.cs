using System.Buffers;
using System.Net;
using Observe.Agent.Forward.Disk;

namespace Observe.Agent.Forward.Destinations;

/// <summary>What a peer wants to get: where, in which form, and what its answers mean.</summary>
internal interface IDestination
{
    Uri Address { get; }

    string ContentType { get; }

    /// <summary>Writes the body of a request; gives the records in it, 0 when there is nothing to send.</summary>
    int Encode(QueueBatch batch, IBufferWriter<byte> body);

    /// <summary>Whether an answer means that this request will never be taken; every other failure is tried again.</summary>
    bool Refuses(HttpStatusCode status);

    /// <summary>Records of an accepted request that the peer says it did not take.</summary>
    long Rejected(ReadOnlySpan<byte> answer);
}
