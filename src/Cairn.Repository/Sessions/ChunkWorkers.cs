using System.Collections.Concurrent;

namespace Cairn.Repository.Sessions;

/// <summary>
/// The chunk workers of a session for chunks of one content. Those for large chunks are apart, as they keep much more memory. No
/// more than <paramref name="limit"/> are in use at once: who waits for a pack keeps one, and many may. Safe for use by several
/// threads.
/// </summary>
internal sealed class ChunkWorkers(RepositoryConfig config, int limit) : IDisposable
{
    private const int SmallSize = 256 << 10;

    private readonly SemaphoreSlim _places = new(limit);
    private readonly ConcurrentStack<ChunkWorker> _small = [];
    private readonly ConcurrentStack<ChunkWorker> _large = [];

    /// <summary>For a chunk of <paramref name="length"/> bytes. To be given back after it.</summary>
    public async ValueTask<ChunkWorker> TakeAsync(int length, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        if (WorkersFor(length).TryPop(out var worker))
            return worker;
        try
        {
            return new ChunkWorker(config.CompressionLevel, length <= SmallSize ? SmallSize : Math.Max(length, config.Chunker.Max));
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    public void GiveBack(ChunkWorker worker, int length)
    {
        WorkersFor(length).Push(worker);
        _places.Release();
    }

    public void Dispose()
    {
        foreach (var worker in _small.Concat(_large))
            worker.Dispose();
    }

    private ConcurrentStack<ChunkWorker> WorkersFor(int length) => length <= SmallSize ? _small : _large;
}
