using System.Text;
using System.Text.Unicode;
using Observe.Agent.Forward.Disk;
using Observe.Agent.Records;

namespace Observe.Agent.Forward.Shipping;

/// <summary>
/// Writes records into frames of a queue, without secrets and ready to be sent anywhere; <see cref="ShippedFrame"/> reads
/// them. A frame is one source's: version, job, file, then records.
/// </summary>
internal sealed class ShippedFrames(string job, int maxLineBytes, TextCleaner clean)
{
    /// <summary>Frames are ended here, so that requests can be cut between them.</summary>
    private const int FrameBytes = 256 * 1024;

    private const int MaxFileLength = 4096;

    private readonly FrameBuffer _frames = new();
    private readonly byte[] _job = Encoding.UTF8.GetBytes(job);
    private string _path = "";
    private byte[] _file = [];

    public ReadOnlySpan<byte> Frames => _frames.Frames;

    public int Count { get; private set; }

    /// <summary>Lines that were too long and lost their end.</summary>
    public int Cut { get; private set; }

    public void Begin(string file)
    {
        _frames.Clear();
        Count = 0;
        Cut = 0;
        if (file != _path)
        {
            _path = file;
            _file = Encoding.UTF8.GetBytes(file[..Math.Min(file.Length, MaxFileLength)]);
        }
    }

    public void Add(long nanoseconds, LogLevel level, string provider, string category, string model, ulong pattern, ReadOnlySpan<byte> line)
    {
        if (!_frames.InFrame)
        {
            _frames.BeginFrame();
            _frames.WriteByte(ShippedFrame.Version);
            WriteShort(_job);
            WriteShort(_file);
        }

        var trace = TraceContext.Find(line);
        _frames.WriteInt64(nanoseconds);
        _frames.WriteByte((byte)level);
        WriteName(provider);
        WriteName(category);
        WriteName(model);
        _frames.WriteInt64((long)pattern);
        _frames.WriteByte((byte)((trace.HasTrace ? ShippedFrame.WithTrace : 0) | (trace.HasSpan ? ShippedFrame.WithSpan : 0)));
        WriteId(trace.HasTrace, trace.Trace);
        WriteId(trace.HasSpan, trace.Span);
        WriteLine(line);
        Count++;
        if (_frames.FrameLength >= FrameBytes)
        {
            _frames.EndFrame();
        }
    }

    public void End()
    {
        if (_frames.InFrame)
        {
            _frames.EndFrame();
        }
    }

    private void WriteLine(ReadOnlySpan<byte> line)
    {
        var length = _frames.Length;
        _frames.WriteInt32(0);
        var start = _frames.Length;
        clean(line, _frames);
        if (!Utf8.IsValid(_frames.From(start)))
        {
            var repaired = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_frames.From(start)));
            _frames.CutBack(start);
            Write(repaired);
        }

        if (_frames.Length - start > maxLineBytes)
        {
            Cut++;
            _frames.CutBack(start + Utf8Prefix.Of(_frames.From(start), maxLineBytes).Length);
        }

        _frames.SetInt32(length, _frames.Length - start);
    }

    private void WriteName(string name)
    {
        var text = _frames.GetSpan(1 + (name.Length * 3));
        var length = Encoding.UTF8.GetBytes(name, text[1..]);
        text[0] = (byte)length;
        _frames.Advance(1 + length);
    }

    private void WriteShort(byte[] text)
    {
        _frames.WriteByte((byte)text.Length);
        _frames.WriteByte((byte)(text.Length >> 8));
        Write(text);
    }

    private void WriteId(bool present, ReadOnlySpan<byte> hex)
    {
        if (present)
        {
            Write(hex);
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_frames.GetSpan(bytes.Length));
        _frames.Advance(bytes.Length);
    }
}
