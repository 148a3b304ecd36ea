using BenchmarkDotNet.Running;
using Observe.Benchmarks.Process;

// "logs" measures whole processes, see Process/logs.sh; everything else is BenchmarkDotNet's.
if (args is ["logs", .. var options])
{
    return await LogsBenchmark.RunAsync(LogsBenchmarkOptions.Parse(options));
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
