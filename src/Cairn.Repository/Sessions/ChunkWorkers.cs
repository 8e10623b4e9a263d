using System.Collections.Concurrent;

namespace Cairn.Repository.Sessions;

/// <summary>
/// The chunk workers of a session that are free: as many as threads were at work at once. Those for large chunks are apart, as
/// they keep much more memory. Safe for use by several threads.
/// </summary>
internal sealed class ChunkWorkers(RepositoryConfig config) : IDisposable
{
    private const int SmallSize = 256 << 10;

    private readonly ConcurrentStack<ChunkWorker> _small = [];
    private readonly ConcurrentStack<ChunkWorker> _large = [];

    /// <summary>For a chunk of <paramref name="length"/> bytes. To be given back after it.</summary>
    public ChunkWorker Take(int length) => WorkersFor(length).TryPop(out var worker)
        ? worker
        : new ChunkWorker(config.CompressionLevel, length <= SmallSize ? SmallSize : Math.Max(length, config.Chunker.Max));

    public void GiveBack(ChunkWorker worker, int length) => WorkersFor(length).Push(worker);

    public void Dispose()
    {
        foreach (var worker in _small.Concat(_large))
            worker.Dispose();
    }

    private ConcurrentStack<ChunkWorker> WorkersFor(int length) => length <= SmallSize ? _small : _large;
}
