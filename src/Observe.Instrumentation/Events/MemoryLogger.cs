using Microsoft.Extensions.Logging;
using Observe.Instrumentation.Delivery;

namespace Observe.Instrumentation.Events;

/// <summary>
/// Tells what an AI system does with its memory: operations, caches, storage and contexts made smaller; on its logger, as metrics and
/// to the agent. Figures below 0 are taken as 0. Never throws or blocks. Thread-safe.
/// </summary>
public sealed partial class MemoryLogger
{
    private readonly ILogger _logger;
    private readonly EventWriter _writer;

    internal MemoryLogger(ILogger logger, EventWriter writer)
    {
        _logger = logger;
        _writer = writer;
    }

    /// <summary>Tells an operation.</summary>
    /// <param name="operation">What was done, such as <c>store</c> or <c>recall</c>; one of few (100, then <c>other</c> in metrics).</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="isSuccess">Whether it succeeded.</param>
    /// <param name="entries">How many entries it touched.</param>
    /// <param name="bytes">How many bytes it moved.</param>
    public void LogOperation(string operation, TimeSpan duration, bool isSuccess = true, long? entries = null, long? bytes = null)
    {
        var name = _writer.Names.Of(operation);
        var level = isSuccess ? LogLevel.Information : LogLevel.Error;
        var seconds = Math.Max(0, duration.TotalSeconds);
        _writer.Instruments.MemoryDuration.Record(
            seconds, new KeyValuePair<string, object?>("operation", name), new KeyValuePair<string, object?>("outcome", isSuccess ? "success" : "error"));
        var attributes = new AttributeList(5);
        attributes.Add("observe.memory.operation", operation);
        attributes.Add("observe.memory.duration", seconds);
        attributes.Add("observe.memory.success", isSuccess);
        attributes.Add("observe.memory.entries", entries);
        attributes.Add("observe.memory.size", bytes);
        Tell("observe.memory.operation", level, isSuccess ? "Memory operation" : "Memory operation failed", attributes);
        LogMemory(_logger, level, operation, isSuccess, seconds, entries, bytes);
    }

    /// <summary>Tells how a cache does.</summary>
    /// <param name="cache">The cache, one of few (100, then <c>other</c> in metrics).</param>
    /// <param name="hits">Requests that it answered.</param>
    /// <param name="misses">Requests that it did not.</param>
    /// <param name="entries">Entries in it.</param>
    /// <param name="evictions">Entries that it let go.</param>
    public void LogCache(string cache, long hits, long misses, long entries, long evictions = 0)
    {
        (hits, misses, entries, evictions) = (Math.Max(0, hits), Math.Max(0, misses), Math.Max(0, entries), Math.Max(0, evictions));
        var tag = new KeyValuePair<string, object?>("cache", _writer.Names.Of(cache));
        double? rate = hits + misses > 0 ? hits / ((double)hits + misses) : null;
        if (rate is { } measured)
        {
            _writer.Instruments.CacheHitRatio.Record(measured, tag);
        }

        _writer.Instruments.CacheEntries.Record(entries, tag);
        var attributes = new AttributeList(6);
        attributes.Add("observe.cache.name", cache);
        attributes.Add("observe.cache.hits", hits);
        attributes.Add("observe.cache.misses", misses);
        attributes.Add("observe.cache.entries", entries);
        attributes.Add("observe.cache.evictions", evictions);
        attributes.Add("observe.cache.hit_rate", rate);
        Tell("observe.memory.cache", LogLevel.Information, "Cache statistics", attributes);
        LogCacheStatistics(_logger, cache, hits, misses, rate, entries, evictions);
    }

    /// <summary>Tells how full a store is.</summary>
    /// <param name="store">The store, one of few (100, then <c>other</c> in metrics).</param>
    /// <param name="usedBytes">Bytes that it takes.</param>
    /// <param name="limitBytes">Bytes that it may take; null when there is no limit.</param>
    /// <param name="entries">Entries in it.</param>
    public void LogStorage(string store, long usedBytes, long? limitBytes = null, long? entries = null)
    {
        usedBytes = Math.Max(0, usedBytes);
        var tag = new KeyValuePair<string, object?>("store", _writer.Names.Of(store));
        _writer.Instruments.StorageUsed.Record(usedBytes, tag);
        if (limitBytes is { } limit)
        {
            _writer.Instruments.StorageLimit.Record(limit, tag);
        }

        var attributes = new AttributeList(4);
        attributes.Add("observe.storage.name", store);
        attributes.Add("observe.storage.used", usedBytes);
        attributes.Add("observe.storage.limit", limitBytes);
        attributes.Add("observe.storage.entries", entries);
        Tell("observe.memory.storage", LogLevel.Information, "Storage", attributes);
        LogStore(_logger, store, usedBytes, limitBytes, entries);
    }

    /// <summary>Tells that a context was made smaller before it was sent.</summary>
    /// <param name="originalTokens">Tokens before.</param>
    /// <param name="optimizedTokens">Tokens after.</param>
    /// <param name="method">How, one of few (100, then <c>other</c> in metrics).</param>
    /// <returns>The saved share: 0.25 when a quarter was saved, below 0 when it grew, 0 when there was nothing before.</returns>
    public double LogContextOptimization(long originalTokens, long optimizedTokens, string method)
    {
        (originalTokens, optimizedTokens) = (Math.Max(0, originalTokens), Math.Max(0, optimizedTokens));
        var saved = originalTokens == 0 ? 0 : 1 - ((double)optimizedTokens / originalTokens);
        var tag = new KeyValuePair<string, object?>("method", _writer.Names.Of(method));
        _writer.Instruments.ContextTokens.Add(originalTokens, tag, new KeyValuePair<string, object?>("state", "original"));
        _writer.Instruments.ContextTokens.Add(optimizedTokens, tag, new KeyValuePair<string, object?>("state", "optimized"));
        var attributes = new AttributeList(4);
        attributes.Add("observe.context.method", method);
        attributes.Add("observe.context.original_tokens", originalTokens);
        attributes.Add("observe.context.optimized_tokens", optimizedTokens);
        attributes.Add("observe.context.saved_share", saved);
        Tell("observe.context.optimization", LogLevel.Information, "Context optimised", attributes);
        LogContext(_logger, method, originalTokens, optimizedTokens, saved);
        return saved;
    }

    [LoggerMessage(EventId = 12, EventName = "MemoryOperation", Message = "Memory {Operation}: success {IsSuccess}, {DurationSeconds} s, {Entries} entries, {Bytes} bytes")]
    private static partial void LogMemory(
        ILogger logger, LogLevel level, string operation, bool isSuccess, double durationSeconds, long? entries, long? bytes);

    [LoggerMessage(EventId = 13, EventName = "MemoryCache", Level = LogLevel.Information, Message = "Cache {Cache}: {Hits} hits, {Misses} misses, rate {HitRate}, {Entries} entries, {Evictions} evictions")]
    private static partial void LogCacheStatistics(
        ILogger logger, string cache, long hits, long misses, double? hitRate, long entries, long evictions);

    [LoggerMessage(EventId = 14, EventName = "MemoryStorage", Level = LogLevel.Information, Message = "Store {Store}: {UsedBytes} of {LimitBytes} bytes, {Entries} entries")]
    private static partial void LogStore(ILogger logger, string store, long usedBytes, long? limitBytes, long? entries);

    [LoggerMessage(EventId = 15, EventName = "ContextOptimization", Level = LogLevel.Information, Message = "Context optimised by {Method}: {OriginalTokens} to {OptimizedTokens} tokens, {SavedShare:P1} saved")]
    private static partial void LogContext(ILogger logger, string method, long originalTokens, long optimizedTokens, double savedShare);

    private void Tell(string name, LogLevel level, string body, AttributeList attributes)
    {
        _writer.Count(name, level);
        _writer.Sink.Offer(new AppEvent(name, level, body, _writer.Time.GetUtcNow(), attributes.ToMemory()));
    }
}
