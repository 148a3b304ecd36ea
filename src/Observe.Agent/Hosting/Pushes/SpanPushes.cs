using System.Text;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Otlp.Views;
using Observe.Agent.Tokens.Otlp;

namespace Observe.Agent.Hosting.Pushes;

/// <summary>Counts the spans that apps push; nothing of them is stored. The caller holds the commit lock.</summary>
internal sealed class SpanPushes(SpanMetrics spans, ModelCalls calls)
{
    public void Count(ReadOnlySpan<byte> request)
    {
        foreach (var resource in OtlpResourceGroup.Of(request))
        {
            var group = new OtlpResourceGroup(resource);
            var service = Encoding.UTF8.GetBytes(OtlpUsage.AppOf(group));
            foreach (var scope in group.Scopes)
            {
                foreach (var item in new OtlpScopeGroup(scope).Items)
                {
                    spans.Count(service, new OtlpSpan(item));
                }
            }
        }

        if (request.IndexOf("gen_ai."u8) >= 0)
        {
            calls.Count(request);
        }
    }
}
