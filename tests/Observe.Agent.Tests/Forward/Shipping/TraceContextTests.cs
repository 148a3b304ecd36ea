using System.Text;
using Observe.Agent.Forward.Shipping;

namespace Observe.Agent.Tests.Forward.Shipping;

public class TraceContextTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";

    [Theory]
    [InlineData("""{"trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"b7ad6b7169203331"}""", Trace, Span)]
    [InlineData("""{"span_id": "b7ad6b7169203331", "msg": "x", "trace_id": "0af7651916cd43dd8448eb211c80319c"}""", Trace, Span)]
    [InlineData("""{"TraceId":"0af7651916cd43dd8448eb211c80319c","SpanId":"b7ad6b7169203331"}""", Trace, Span)]
    [InlineData("""{"trace.id":"0af7651916cd43dd8448eb211c80319c"}""", Trace, "")]
    [InlineData("traceID=0af7651916cd43dd8448eb211c80319c spanID=b7ad6b7169203331", Trace, Span)]
    [InlineData("x traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 y", Trace, Span)]
    [InlineData("""{\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\"}""", Trace, "")]
    [InlineData("a trace of race conditions; trace_id=0af7651916cd43dd8448eb211c80319c", Trace, "")]
    [InlineData("trace_id=00000000000000000000000000000000", "", "")]
    [InlineData("trace_id=0af7651916cd43dd8448eb211c80319", "", "")]
    [InlineData("trace_id=0af7651916cd43dd8448eb211c80319c0", "", "")]
    [InlineData("trace_id=0AF7651916CD43DD8448EB211C80319Z", "", "")]
    [InlineData("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b71692033", "", "")]
    [InlineData("trace_id", "", "")]
    [InlineData("traceparent", "", "")]
    [InlineData("", "", "")]
    public void Ids_are_found_in_the_usual_spellings(string line, string trace, string span)
    {
        var found = TraceContext.Find(Encoding.UTF8.GetBytes(line));
        Assert.Equal(trace, Encoding.UTF8.GetString(found.Trace));
        Assert.Equal(span, Encoding.UTF8.GetString(found.Span));
    }
}
