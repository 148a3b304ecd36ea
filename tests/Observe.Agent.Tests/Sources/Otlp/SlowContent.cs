using System.Net;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>A frame of a thousand bytes that come one by one, ten a second.</summary>
internal sealed class SlowContent : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(OtlpFixture.Frame(new byte[1000]).AsMemory(0, 5));
        for (var i = 0; i < 1000; i++)
        {
            await stream.WriteAsync(new byte[1]);
            await stream.FlushAsync();
            await Task.Delay(100);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 1005;
        return true;
    }
}
