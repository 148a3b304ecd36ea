using System.Globalization;
using BenchmarkDotNet.Running;
using Observe.Benchmarks.Instrumentation;
using Observe.Benchmarks.Otlp;
using Observe.Benchmarks.Process;
using Observe.Benchmarks.Tokenizer;
using Observe.Benchmarks.Prometheus;
using Observe.Benchmarks.Store;

// "logs" measures whole processes, see Process/logs.sh, and "tokens" against npm, see Tokenizer/tokens.sh; everything else is BenchmarkDotNet's.
if (args is ["logs", .. var options])
{
    return await LogsBenchmark.RunAsync(LogsBenchmarkOptions.Parse(options));
}

// "scrape" measures metrics pages in thread CPU time, beside the SDK's collect alone and a copy of the bytes.
if (args is ["scrape", .. var sizes])
{
    ScrapeBenchmark.Run(sizes);
    return 0;
}

// "recording" measures what a capture costs beside a bare histogram, alone and with two threads.
if (args is ["recording"])
{
    RecordingBenchmark.Run();
    return 0;
}

// "otlp" measures the endpoints that apps push to, in a process of their own ("otlp-serve").
if (args is ["otlp"])
{
    await OtlpBenchmark.RunAsync();
    return 0;
}

if (args is ["otlp-serve"])
{
    await OtlpServeProcess.RunAsync();
    return 0;
}

// "push-peers NAME=PID=URL ..." measures whole processes that take the same requests of apps.
if (args is ["push-peers", .. var peers])
{
    await PushPeers.RunAsync(peers);
    return 0;
}

// "push" measures requests of apps on their way into series.
if (args is ["push"])
{
    PushBenchmark.Run();
    return 0;
}

if (args is ["tokens", .. var tokens])
{
    return TokensBenchmark.Run(TokensBenchmarkOptions.Parse(tokens));
}

// "rows" measures what stored rows cost; the number of rows may follow.
if (args is ["rows", .. var count])
{
    RowsBenchmark.Run(count is [var rows] ? int.Parse(rows, CultureInfo.InvariantCulture) : 500_000);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
