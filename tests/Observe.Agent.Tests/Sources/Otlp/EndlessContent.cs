using System.Net;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>The same bytes over and over, until nobody takes them.</summary>
internal sealed class EndlessContent(byte[] bytes) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        while (true)
        {
            await stream.WriteAsync(bytes);
            await stream.FlushAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
