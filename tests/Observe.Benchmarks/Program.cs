using BenchmarkDotNet.Running;
using Observe.Benchmarks.Process;
using Observe.Benchmarks.Prometheus;

// "logs" measures whole processes, see Process/logs.sh; everything else is BenchmarkDotNet's.
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

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
