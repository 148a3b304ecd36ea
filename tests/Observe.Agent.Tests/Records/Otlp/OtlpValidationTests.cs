using Google.Protobuf;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Views;
using Observe.Agent.Records.Otlp.Wire;
using OpenTelemetry.Proto.Common.V1;

namespace Observe.Agent.Tests.Records.Otlp;

public class OtlpValidationTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0A00", "")]
    [InlineData("0A", "a field reaches beyond its message")]
    [InlineData("0A05", "a field reaches beyond its message")]
    [InlineData("0AFFFFFFFF0F", "a field reaches beyond its message")]
    [InlineData("0AFFFFFFFFFFFFFFFFFF01", "a field reaches beyond its message")]
    [InlineData("0AFFFFFFFFFFFFFFFFFFFF01", "a number is longer than ten bytes")]
    [InlineData("0A80", "a field reaches beyond its message")]
    [InlineData("0801", "a field has another wire type")]
    [InlineData("0B0C", "a group")]
    [InlineData("0C", "a group")]
    [InlineData("0E", "a field has another wire type")]
    [InlineData("0200", "a field number is out of range")]
    [InlineData("F8FFFFFFFFFFFFFFFF0100", "a field number is out of range")]
    [InlineData("A00601A106000000000000000AA2060161A506000000 00", "")]
    [InlineData("A50600", "a field reaches beyond its message")]
    [InlineData("A1060000", "a field reaches beyond its message")]
    public void Bytes_are_a_request_or_are_told_why_not(string hex, string fault)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", ""));
        Assert.Equal(fault.Length == 0, OtlpValidation.IsRequest(OtlpSignal.Metrics, bytes, out var told));
        Assert.Contains(fault, told);
    }

    [Fact]
    public void Attributes_may_be_nested_but_not_without_end()
    {
        Assert.True(OtlpValidation.IsRequest(OtlpSignal.Logs, Nested(40), out _));
        Assert.False(OtlpValidation.IsRequest(OtlpSignal.Logs, Nested(5000), out var fault));
        Assert.Contains("nested more than 100 deep", fault);
    }

    [Fact]
    public void Text_that_is_no_utf8_costs_nothing_but_its_broken_bytes()
    {
        using var writer = new ProtoWriter();
        var resource = writer.Begin(1);
        var inner = writer.Begin(1);
        var attribute = writer.Begin(1);
        writer.Bytes(1, "k"u8);
        var value = writer.Begin(2);
        writer.Bytes(1, [0x61, 0xFF, 0x62]);
        writer.End(value);
        writer.End(attribute);
        writer.End(inner);
        writer.End(resource);
        var bytes = writer.Written.Span;
        Assert.True(OtlpValidation.IsRequest(OtlpSignal.Metrics, bytes, out _));
        foreach (var group in OtlpResourceGroup.Of(bytes))
        {
            Assert.True(new OtlpResourceGroup(group).Attributes.TryGet("k"u8, out var text));
            Assert.Equal("a\uFFFDb", text.ToObject());
        }
    }

    [Fact]
    public void A_resource_after_its_scopes_is_known_first()
    {
        using var writer = new ProtoWriter();
        var group = writer.Begin(1);
        var scope = writer.Begin(2);
        writer.Text(3, "url");
        writer.End(scope);
        writer.Bytes(1, new OpenTelemetry.Proto.Resource.V1.Resource { Attributes = { new KeyValue { Key = "late", Value = new AnyValue { BoolValue = true } } } }.ToByteArray());
        writer.End(group);
        var seen = 0;
        foreach (var bytes in OtlpResourceGroup.Of(writer.Written.Span))
        {
            var view = new OtlpResourceGroup(bytes);
            Assert.True(view.Attributes.TryGet("late"u8, out var value) && value.Bool);
            Assert.Equal(1, view.Scopes.Count());
            seen++;
        }

        Assert.Equal(1, seen);
    }

    [Fact]
    public void Repeated_numbers_are_read_packed_in_blocks_and_one_by_one()
    {
        using var writer = new ProtoWriter();
        writer.Fixed64(6, 1);
        writer.Fixed64(3, 99);
        var block = writer.Begin(6);
        writer.BareFixed64(2);
        writer.BareFixed64(3);
        writer.End(block);
        writer.Fixed64(6, 4);
        var counts = new ulong[4];
        Assert.Equal(4, new OtlpHistogramPoint(writer.Written.Span).BucketCounts.CopyFixed64(counts));
        Assert.Equal([1UL, 2, 3, 4], counts);
        Assert.Equal(4, new OtlpHistogramPoint(writer.Written.Span).BucketCounts.CopyFixed64(counts.AsSpan(0, 2)));

        writer.Clear();
        writer.Varint(2, 1);
        block = writer.Begin(2);
        writer.BareVarint(300);
        writer.End(block);
        Assert.Equal(2, new OtlpBuckets(writer.Written.Span).Counts.CopyVarints(counts));
        Assert.Equal([1UL, 300], counts[..2]);
    }

    /// <summary>Looked at in blocks of 32 bytes: a number too long is found wherever it lies, and one as long as may be is none.</summary>
    [Fact]
    public void A_packed_number_may_have_ten_bytes_wherever_it_lies()
    {
        for (var before = 0; before < 70; before++)
        {
            foreach (var (length, isNumber) in new[] { (9, true), (10, true), (11, false), (40, false) })
            {
                byte[] block = [.. Enumerable.Repeat((byte)1, before), .. Enumerable.Repeat((byte)0x80, length - 1), 1, .. Enumerable.Repeat((byte)2, 35)];
                var request = Buckets(block);
                Assert.Equal(isNumber, OtlpValidation.IsRequest(OtlpSignal.Metrics, request, out var fault));
                Assert.Equal(isNumber ? "" : "a number is longer than ten bytes", isNumber ? fault : fault.Split(": ")[1].Split(',')[0]);
                if (isNumber)
                {
                    using var buckets = new ProtoWriter();
                    buckets.Bytes(2, block);
                    var counts = new ulong[before + 36];
                    Assert.Equal(counts.Length, new OtlpBuckets(buckets.Written.Span).Counts.CopyVarints(counts));
                    Assert.Equal(length < 10 ? 1UL << (7 * (length - 1)) : 1UL << 63, counts[before]);
                    Assert.Equal((1UL, 2UL), (before == 0 ? 1 : counts[0], counts[^1]));
                }
            }

            Assert.False(OtlpValidation.IsRequest(OtlpSignal.Metrics, Buckets([.. Enumerable.Repeat((byte)1, before), 0x80]), out var cut));
            Assert.Contains("a field reaches beyond its message", cut, StringComparison.Ordinal);
        }
    }

    /// <summary>Short attributes are taken by their lengths alone: each that does not fit is gone through, and refused.</summary>
    [Fact]
    public void The_lengths_within_an_attribute_fit_or_it_is_refused()
    {
        var sound = new KeyValue { Key = "method", Value = new AnyValue { StringValue = "GET" } }.ToByteArray();
        Assert.True(OtlpValidation.IsRequest(OtlpSignal.Metrics, OfResource(sound), out _));
        foreach (var (at, wrong) in new[] { (1, 5), (1, 7), (1, 0x86), (9, 4), (9, 6), (9, 0x85), (11, 2), (11, 4), (11, 0x83) })
        {
            byte[] damaged = [.. sound];
            damaged[at] = (byte)wrong;
            Assert.False(OtlpValidation.IsRequest(OtlpSignal.Metrics, OfResource(damaged), out var fault), $"{wrong} at {at}");
            Assert.NotEmpty(fault);
        }

        foreach (var length in new[] { 0, 1, 115, 116, 117, 118, 119, 120, 121, 122, 127, 128, 300 })
        {
            var attribute = new KeyValue { Key = "k", Value = new AnyValue { StringValue = new string('v', length) } }.ToByteArray();
            Assert.True(OtlpValidation.IsRequest(OtlpSignal.Metrics, OfResource(attribute), out var fault), fault);
        }
    }

    private static byte[] OfResource(byte[] attribute)
    {
        using var writer = new ProtoWriter();
        var group = writer.Begin(1);
        var resource = writer.Begin(1);
        writer.Bytes(1, attribute);
        writer.End(resource);
        writer.End(group);
        return writer.Written.ToArray();
    }

    /// <summary>A request with one exponential histogram of these counts.</summary>
    private static byte[] Buckets(byte[] counts)
    {
        using var writer = new ProtoWriter();
        int[] fields = [1, 2, 2, 10, 1, 8];
        var open = fields.Select(f => writer.Begin(f)).ToList();
        writer.Bytes(2, counts);
        open.Reverse();
        open.ForEach(writer.End);
        return writer.Written.ToArray();
    }

    [Fact]
    public void Scattered_attributes_are_told_from_neighbouring_ones()
    {
        using var writer = new ProtoWriter();
        writer.Fixed64(3, 5);
        writer.Bytes(7, "\n\u0001a"u8);
        writer.Bytes(7, "\n\u0001b"u8);
        var whole = new OtlpNumberPoint(writer.Written.Span);
        Assert.False(whole.AttributeBlock.IsScattered);
        Assert.Equal(writer.Written.Span[9..], whole.AttributeBlock.Of(writer.Written.Span));
        writer.Fixed64(2, 5);
        writer.Bytes(7, "\n\u0001c"u8);
        var scattered = new OtlpNumberPoint(writer.Written.Span);
        Assert.True(scattered.AttributeBlock.IsScattered);
        Assert.Equal(3, scattered.Attributes.Count());
    }

    [Fact]
    public void Validation_and_views_allocate_nothing()
    {
        var bytes = new RandomMessages(11).Next<OpenTelemetry.Proto.Collector.Logs.V1.ExportLogsServiceRequest>().ToByteArray();
        Assert.Equal(0, Allocations.LeastOf(() =>
        {
            Assert.True(OtlpValidation.IsRequest(OtlpSignal.Logs, bytes, out _));
            foreach (var group in OtlpResourceGroup.Of(bytes))
            {
                foreach (var scope in new OtlpResourceGroup(group).Scopes)
                {
                    foreach (var item in new OtlpScopeGroup(scope).Items)
                    {
                        _ = new OtlpLogRecord(item).Attributes.TryGet("service.name"u8, out _);
                    }
                }
            }
        }));
    }

    private static byte[] Nested(int depth)
    {
        byte[] inner = [];
        for (var i = 0; i < depth; i++)
        {
            using var writer = new ProtoWriter();
            var array = writer.Begin(5);
            writer.Bytes(1, inner);
            writer.End(array);
            inner = writer.Written.ToArray();
        }

        using var request = new ProtoWriter();
        var resource = request.Begin(1);
        var scopes = request.Begin(2);
        var record = request.Begin(2);
        request.Bytes(5, inner);
        request.End(record);
        request.End(scopes);
        request.End(resource);
        return request.Written.ToArray();
    }
}
