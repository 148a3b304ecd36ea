using System.Runtime.CompilerServices;
using Observe.Agent.Parse.Json;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Parse.Fields;

/// <summary>
/// What was found in one line so far. Formats hand in keys with their values; of several keys for one field the strongest
/// stands, of equally strong ones the first. Places are offsets into the bytes of the batch. One instance a worker, reset for
/// each line: clearing a fresh one costs as much as reading a field.
/// </summary>
internal sealed class LineFields(Timestamps timestamps)
{
    public TextField Message, Provider, Category, Model;
    public TokenFields Tokens;
    public long UnixMilliseconds, LatencyMicroseconds;
    public LogLevel Level;

    /// <summary>The provider that a <c>[tag]</c> names.</summary>
    public ushort TagProvider;

    private LogLevel _statusLevel;
    private bool _isCompactSerilog;
    private byte _levelStrength, _timeStrength, _latencyStrength, _statusStrength;

    public byte[] Bytes { get; private set; } = [];

    /// <summary>Forgets the line before.</summary>
    public void Reset(byte[] bytes)
    {
        Bytes = bytes;
        Message.Strength = Provider.Strength = Category.Strength = Model.Strength = 0;
        Tokens.Reset();
        UnixMilliseconds = 0;
        LatencyMicroseconds = -1;
        Level = _statusLevel = LogLevel.Unknown;
        TagProvider = 0;
        _isCompactSerilog = false;
        _levelStrength = _timeStrength = _latencyStrength = _statusStrength = 0;
    }

    /// <summary>The level, or what the form of the line or its status says when it names none.</summary>
    public LogLevel BestLevel => Level != LogLevel.Unknown ? Level : _isCompactSerilog ? LogLevel.Info : _statusLevel;

    /// <summary>The raw text of a field that was found.</summary>
    public ReadOnlySpan<byte> Text(in TextField field) => Bytes.AsSpan(field.Start, field.Length);

    public void GiveText(FieldKey key, int start, int length, bool escaped)
    {
        switch (key.Field)
        {
            case Field.Message:
                Take(ref Message, key, start, length, escaped);
                _isCompactSerilog |= key.Detail == FieldNames.CompactSerilog;
                break;
            case Field.Provider:
                Take(ref Provider, key, start, length, escaped);
                break;
            case Field.Category:
                Take(ref Category, key, start, length, escaped);
                break;
            case Field.Model:
                Take(ref Model, key, start, length, escaped);
                break;
            case Field.None:
                break;
            default:
                var text = Bytes.AsSpan(start, length);
                if (escaped)
                {
                    GiveEscaped(key, text);
                }
                else
                {
                    GiveValue(key, text);
                }

                break;
        }
    }

    public void GiveNumber(FieldKey key, in Number number)
    {
        switch (key.Field)
        {
            case Field.Tokens:
                Tokens.Give(key, number.AsCount(TokenUsage.MaxCount));
                break;
            case Field.Latency when key.Strength > _latencyStrength && !number.IsNegative:
                LatencyMicroseconds = Durations.ToMicroseconds(number, (Durations.Unit)key.Detail);
                _latencyStrength = key.Strength;
                break;
            case Field.Time when key.Strength > _timeStrength:
                GiveTime(key, Epochs.ToMilliseconds(number));
                break;
            case Field.Level when key.Strength > _levelStrength:
                GiveLevel(key, LevelOf(number.AsCount(1000), (LevelScale)key.Detail));
                break;
            case Field.Status when key.Strength > _statusStrength:
                _statusLevel = Levels.FromHttpStatus(number.AsCount(1000));
                _statusStrength = key.Strength;
                break;
            default:
                break;
        }
    }

    private void GiveValue(FieldKey key, ReadOnlySpan<byte> text)
    {
        switch (key.Field)
        {
            case Field.Time when key.Strength > _timeStrength:
                GiveTime(key, timestamps.Read(text));
                break;
            case Field.Level when key.Strength > _levelStrength:
                var word = Levels.FromWord(text);
                GiveLevel(key, word);
                if (word == LogLevel.Unknown && Numbers.TryReadAll(text, out var level))
                {
                    GiveNumber(key, level);
                }

                break;
            case Field.Latency when key.Strength > _latencyStrength && Durations.TryRead(text, (Durations.Unit)key.Detail, out var latency):
                LatencyMicroseconds = latency;
                _latencyStrength = key.Strength;
                break;
            case Field.Status when key.Strength > _statusStrength && Levels.FromWord(text) is not LogLevel.Unknown and var status:
                _statusLevel = status;
                _statusStrength = key.Strength;
                break;
            case Field.Tokens or Field.Status when Numbers.TryReadAll(text, out var number):
                GiveNumber(key, number);
                break;
            default:
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GiveEscaped(FieldKey key, ReadOnlySpan<byte> text)
    {
        Span<byte> plain = stackalloc byte[64];
        GiveValue(key, plain[..JsonText.Unescape(text, plain)]);
    }

    private void GiveTime(FieldKey key, long milliseconds)
    {
        if (milliseconds > 0)
        {
            UnixMilliseconds = milliseconds;
            _timeStrength = key.Strength;
        }
    }

    private void GiveLevel(FieldKey key, LogLevel level)
    {
        if (level != LogLevel.Unknown)
        {
            Level = level;
            _levelStrength = key.Strength;
        }
    }

    private static LogLevel LevelOf(long number, LevelScale scale) => scale switch
    {
        LevelScale.Syslog => Levels.FromSyslog(number),
        LevelScale.Python => Levels.FromPython(number),
        LevelScale.OpenTelemetry => Levels.FromOpenTelemetry(number),
        _ => Levels.FromPino(number),
    };

    private static void Take(ref TextField field, FieldKey key, int start, int length, bool escaped)
    {
        if (key.Strength > field.Strength && length > 0)
        {
            field.Start = start;
            field.Length = length;
            field.Escaped = escaped;
            field.Strength = key.Strength;
        }
    }
}
