using System.Text;
using Microsoft.Extensions.Logging;
using Observe.Agent.Listen;

namespace Observe.Agent.Sources.Otlp;

/// <summary>
/// A value that is made of files, anew when one of them changes. They are looked at when the value is asked for, at most once
/// a second. What cannot be used does not take the place of what can. Thread-safe.
/// </summary>
internal sealed partial class WatchedFiles<T>
    where T : class
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly (string Key, string Path)[] _files;
    private readonly Func<string[], T> _make;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Lock _looking = new();
    private string[] _texts;
    private long _looked;
    private string? _fault;
    private volatile T _value;

    /// <param name="files">Each with the key that names it.</param>
    /// <param name="make">Makes the value of their texts; what it throws is a fault of the files.</param>
    /// <param name="log">Told when the files change.</param>
    /// <param name="time">Says when to look again.</param>
    /// <exception cref="ListenException">The files cannot be used.</exception>
    public WatchedFiles((string Key, string Path)[] files, Func<string[], T> make, ILogger log, TimeProvider time)
    {
        (_files, _make, _log, _time) = (files, make, log, time);
        _looked = time.GetTimestamp();
        try
        {
            _texts = Read();
            _value = make(_texts);
        }
        catch (Exception e) when (e is not ListenException)
        {
            throw new ListenException($"{files[0].Key}: {files[0].Path} cannot be used: {e.Message}", e);
        }
    }

    public T Current
    {
        get
        {
            if (_time.GetElapsedTime(Volatile.Read(ref _looked)) >= Pause && _looking.TryEnter())
            {
                try
                {
                    Look();
                }
                finally
                {
                    _looking.Exit();
                }
            }

            return _value;
        }
    }

    private void Look()
    {
        Volatile.Write(ref _looked, _time.GetTimestamp());
        try
        {
            var texts = Read();
            if (!texts.AsSpan().SequenceEqual(_texts))
            {
                _value = _make(texts);
                _texts = texts;
                LogChanged(_log, _files[0].Key);
            }

            _fault = null;
        }
        catch (Exception e)
        {
            if (_fault != e.Message)
            {
                _fault = e.Message;
                LogKept(_log, _files[0].Key, e.Message);
            }
        }
    }

    private string[] Read()
    {
        var texts = new string[_files.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            var (key, path) = _files[i];
            try
            {
                using var file = File.OpenRead(path);
                var bytes = new byte[Math.Min(file.Length, MaxBytes)];
                file.ReadExactly(bytes);
                texts[i] = Encoding.UTF8.GetString(bytes);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ListenException($"{key}: {path} cannot be read: {e.Message}", e);
            }
        }

        return texts;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Key}: changed; in force from now on")]
    private static partial void LogChanged(ILogger log, string key);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Key}: changed to what cannot be used; the last one stays in force: {Reason}")]
    private static partial void LogKept(ILogger log, string key, string reason);
}
