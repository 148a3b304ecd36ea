using System.Buffers;

namespace Observe.Agent.Records;

/// <summary>Writes a text as it may leave the process: with every secret in it masked.</summary>
internal delegate void TextCleaner(ReadOnlySpan<byte> text, IBufferWriter<byte> output);
