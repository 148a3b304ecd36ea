using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Observe.Tokenizer.Bpe;
using Observe.Tokenizer.Text;

namespace Observe.Tokenizer;

/// <summary>
/// Counts the tokens of text that comes in parts, cut anywhere, with the result of the whole text. Memory does not grow with
/// the text, not even where it is one word of gigabytes. Not thread-safe; made by <see cref="TokenEncoding.CreateCounter"/>.
/// </summary>
public sealed class TokenCounter : IDisposable
{
    /// <summary>Bytes kept at first.</summary>
    internal const int DefaultWindow = 64 * 1024;

    /// <summary>Bytes kept at most. A piece longer than a quarter of them is counted by a slower way that needs not see all of it.</summary>
    internal const int DefaultMaxWindow = 4 * 1024 * 1024;

    private readonly TokenEncoding _encoding;
    private readonly int _maxWindow;
    private readonly byte[] _unfinished = new byte[4];
    private byte[]? _text;
    private Worker? _worker;
    private LongPiece? _long;
    private int _window;
    private int _length;
    private int _unfinishedLength;
    private long _total;

    internal TokenCounter(TokenEncoding encoding, int window, int maxWindow)
    {
        _encoding = encoding;
        _window = window;
        _maxWindow = maxWindow;
        _text = ArrayPool<byte>.Shared.Rent(window);
        _worker = encoding.TakeWorker();
    }

    /// <summary>Takes the next part of the text. Its end may cut a character in two.</summary>
    /// <param name="utf8">Any bytes; none is kept after the call.</param>
    /// <exception cref="ObjectDisposedException">The counter was disposed of.</exception>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        ObjectDisposedException.ThrowIf(_worker is null, this);
        if (_unfinishedLength > 0)
        {
            utf8 = utf8[Finish(utf8)..];
        }

        while (!utf8.IsEmpty)
        {
            var part = utf8[..Math.Min(utf8.Length, (_window - _length) / Utf8Repair.Growth)];
            var tail = Utf8Repair.UnfinishedTail(part);
            if (tail == utf8.Length)
            {
                utf8.CopyTo(_unfinished);
                _unfinishedLength = tail;
                return;
            }

            Store(part[..^tail]);
            utf8 = utf8[(part.Length - tail)..];
        }
    }

    /// <summary>Ends the text, and starts anew.</summary>
    /// <returns>The number of tokens of all parts together.</returns>
    /// <exception cref="ObjectDisposedException">The counter was disposed of.</exception>
    public long Complete()
    {
        ObjectDisposedException.ThrowIf(_worker is null, this);
        if (_unfinishedLength > 0)
        {
            _length += Utf8Repair.Write(_unfinished.AsSpan(0, _unfinishedLength), _text.AsSpan(_length), final: true, out _);
            _unfinishedLength = 0;
        }

        Pump(final: true);
        var total = _total;
        _total = 0;
        return total;
    }

    /// <summary>Gives back what it worked with.</summary>
    public void Dispose()
    {
        if (_worker is not null)
        {
            _encoding.ReturnWorker(_worker);
            ArrayPool<byte>.Shared.Return(_text!);
            _worker = null;
            _text = null;
        }
    }

    /// <summary>Completes the character that the last part cut in two; returns how many bytes of this part that took.</summary>
    private int Finish(ReadOnlySpan<byte> utf8)
    {
        Span<byte> joined = stackalloc byte[4];
        _unfinished.AsSpan(0, _unfinishedLength).CopyTo(joined);
        var added = Math.Min(joined.Length - _unfinishedLength, utf8.Length);
        utf8[..added].CopyTo(joined[_unfinishedLength..]);
        joined = joined[..(_unfinishedLength + added)];
        if (Rune.DecodeFromUtf8(joined, out _, out var length) == OperationStatus.NeedMoreData)
        {
            joined.CopyTo(_unfinished);
            _unfinishedLength = joined.Length;
            return added;
        }

        // What could not be finished is replaced up to where it went wrong, and never less than was kept.
        var taken = length - _unfinishedLength;
        _unfinishedLength = 0;
        Store(joined[..length]);
        return taken;
    }

    /// <summary>Adds whole characters, repaired, and counts when half of the room is used.</summary>
    private void Store(ReadOnlySpan<byte> part)
    {
        if (Utf8.IsValid(part))
        {
            part.CopyTo(_text.AsSpan(_length));
            _length += part.Length;
        }
        else
        {
            _length += Utf8Repair.Write(part, _text.AsSpan(_length), final: true, out _);
        }

        if (_length > _window / 2)
        {
            Pump(final: false);
        }
    }

    private void Pump(bool final)
    {
        var at = 0;
        while (at < _length)
        {
            var text = _text.AsSpan(at, _length - at);
            if (_long is null)
            {
                _total += _worker!.Count(text, final, out var consumed);
                at += consumed;
                if (_length - at <= _window / 4 || TryGrow())
                {
                    break;
                }

                _long = new LongPiece(_worker, _text.AsSpan(at, _length - at));
                at += _long.Consumed;
            }
            else if (_long.Continue(text, final))
            {
                _total += _long.Count;
                at += _long.Consumed;
                _long = null;
            }
            else
            {
                at += _long.Consumed;
                break;
            }
        }

        if (final && _long is not null)
        {
            _total += _long.Count;
            _long = null;
        }

        _text.AsSpan(at, _length - at).CopyTo(_text);
        _length -= at;
    }

    private bool TryGrow()
    {
        if (_window * 2 > _maxWindow)
        {
            return false;
        }

        _window *= 2;
        var larger = ArrayPool<byte>.Shared.Rent(_window);
        _text.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_text!);
        _text = larger;
        return true;
    }
}
