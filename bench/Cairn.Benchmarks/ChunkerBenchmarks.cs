using BenchmarkDotNet.Attributes;
using Cairn.Repository.Chunking;

namespace Cairn.Benchmarks;

/// <summary>Cutting 64 MiB into chunks of the default sizes.</summary>
public class ChunkerBenchmarks
{
    private const int Size = 64 << 20;

    private byte[] _bytes = [];

    [Params("random", "log")]
    public string Content { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _bytes = Content == "log" ? Data.Log(Size) : Data.Random(Size);

    [Benchmark]
    public int Cut()
    {
        var chunker = new Chunker(ChunkerParameters.Default, new GearTable(Data.Keys.GearSecret));
        var chunks = 0;
        for (var at = 0; at < Size; chunks++)
            at += chunker.TryCut(_bytes.AsSpan(at), out var length) ? length : Size - at;
        return chunks;
    }
}
