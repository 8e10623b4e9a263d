using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Cairn.Repository;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Sessions;

namespace Cairn.Benchmarks;

/// <summary>What is done to each chunk, step by step.</summary>
[MemoryDiagnoser]
public class ChunkBenchmarks
{
    private const int PackTarget = 16 << 20;

    private static readonly AesGcm Cipher = new(new byte[RepositorySecrets.KeySize], Seal.TagSize);
    private static readonly ChunkWorker Worker = new(new RepositoryOptions().CompressionLevel, usual: 1 << 20);

    private readonly byte[] _buffer = new byte[PackWriter.BufferSize(PackTarget)];
    private byte[] _chunk = [];
    private ChunkId _id;
    private PackWriter _pack = null!;

    [Params(4 << 10, 64 << 10, 1 << 20)]
    public int Size { get; set; }

    [Params("random", "log")]
    public string Content { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _chunk = Content == "log" ? Data.Log(Size) : Data.Random(Size);
        _id = Data.Keys.Identify(ChunkKind.Data, _chunk);
        _pack = NewPack();
    }

    [GlobalCleanup]
    public void Cleanup() => _pack.Dispose();

    [Benchmark]
    public ChunkId Identify() => Data.Keys.Identify(ChunkKind.Data, _chunk);

    [Benchmark]
    public int Compress() => Worker.Compress(_chunk, out _).Length;

    [Benchmark]
    public void Encrypt() => Seal.Encrypt(Cipher, 0, _chunk, _buffer, default);

    /// <summary>Sealing into the pack, and once for each full one its key, table and end.</summary>
    [Benchmark]
    public int Append()
    {
        if (_pack.IsFull)
        {
            _pack.Complete();
            _pack.Dispose();
            _pack = NewPack();
        }
        _pack.Append(ChunkKind.Data, _id, RecordEncoding.Raw, _chunk.Length, _chunk);
        return _pack.Length;
    }

    private PackWriter NewPack() => new(Data.Keys, PackContent.Data, _buffer, PackTarget);
}
