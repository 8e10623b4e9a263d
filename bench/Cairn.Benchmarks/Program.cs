using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Cairn.Benchmarks;

if (args is ["index", .. var rest])
    return await LargeIndex.RunAsync(rest);
BenchmarkSwitcher.FromAssembly(typeof(LargeIndex).Assembly)
    .Run(args, DefaultConfig.Instance.WithArtifactsPath("artifacts/benchmarks"));
return 0;
