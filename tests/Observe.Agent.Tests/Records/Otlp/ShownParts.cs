using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Observe.Agent.Tests.Records.Otlp;

/// <summary>Makes of a message what the views show of it: nothing that the agent has no use for, and no absent messages.</summary>
internal static class ShownParts
{
    private static readonly HashSet<string> NotShown =
    [
        "ResourceMetrics.schema_url", "ResourceLogs.schema_url", "ResourceSpans.schema_url", "Resource.entity_refs", "Span.links", "Span.flags",
        "Span.trace_state", "Metric.metadata",
    ];

    /// <summary>An absent message is shown as an empty one, and an exemplar's whole number as a double.</summary>
    public static T Of<T>(T message)
        where T : IMessage<T>, IDeepCloneable<T>
    {
        var copy = message.Clone();
        Reduce(copy);
        return copy;
    }

    private static void Reduce(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.Name.StartsWith("dropped_", StringComparison.Ordinal) || NotShown.Contains($"{message.Descriptor.Name}.{field.Name}"))
            {
                field.Accessor.Clear(message);
            }
            else if (field.FieldType != FieldType.Message)
            {
                continue;
            }
            else if (field.IsRepeated)
            {
                foreach (IMessage item in (System.Collections.IList)field.Accessor.GetValue(message))
                {
                    Reduce(item);
                }
            }
            else
            {
                ReduceOne(message, field);
            }
        }

        if (message is OpenTelemetry.Proto.Metrics.V1.Exemplar exemplar)
        {
            exemplar.AsDouble = exemplar.ValueCase == OpenTelemetry.Proto.Metrics.V1.Exemplar.ValueOneofCase.AsInt ? exemplar.AsInt : exemplar.AsDouble;
        }
    }

    private static void ReduceOne(IMessage message, FieldDescriptor field)
    {
        if (field.Accessor.GetValue(message) is null && field.RealContainingOneof is null)
        {
            field.Accessor.SetValue(message, field.MessageType.Parser.ParseFrom(ReadOnlySpan<byte>.Empty));
        }

        if (field.Accessor.GetValue(message) is IMessage inner)
        {
            Reduce(inner);
        }
    }
}
