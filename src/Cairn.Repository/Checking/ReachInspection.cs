using System.Threading.Channels;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Sealing;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Checking;

/// <summary>
/// Looks, on all processors, whether everything that snapshots reach can be had, each chunk once. It doesn't know paths: those
/// are looked for only where something is wrong.
/// </summary>
internal sealed class ReachInspection(BackupRepository repository, IndexView index, BitSet good)
{
    private readonly TreeReader _trees = new(repository);
    private readonly ContentReader _contents = new(repository);
    private readonly BitSet _seen = new(index.Count);
    private readonly Channel<Piece> _open = Channel.CreateUnbounded<Piece>();
    private long _pending;
    private volatile bool _isIncomplete;

    /// <summary>Whether all that <paramref name="roots"/> reach can be had. For one call.</summary>
    public async Task<bool> IsCompleteAsync(IReadOnlyCollection<TreeRef> roots, CancellationToken cancellationToken)
    {
        // One more than there are, so that the channel isn't ended before all roots are in.
        _pending = 1;
        foreach (var root in roots)
            Enter(root.Id, null);
        Leave();
        var workers = Enumerable.Range(0, repository.MostThreads).Select(_ => Task.Factory.StartNew(
            () => WorkAsync(cancellationToken), cancellationToken, TaskCreationOptions.DenyChildAttach, repository.Scheduler).Unwrap());
        await Task.WhenAll(workers);
        return !_isIncomplete;
    }

    /// <summary>Whether some pack has the chunk.</summary>
    public static bool CanBeHad(IndexView index, BitSet good, in ChunkId id, ChunkKind kind)
    {
        if (index.TryFind(id, out var first) && good[first])
            return index.PlaceAt(first).Kind == kind;
        foreach (var number in index.NumbersOf(id))
            if (good[number] && index.PlaceAt(number).Kind == kind)
                return true;
        return false;
    }

    private void Enter(ChunkId id, TreeReader.Expected? expected)
    {
        if (!index.TryFind(id, out var number) || !CanBeHad(index, good, id, ChunkKind.Tree))
            _isIncomplete = true;
        else if (_seen.Set(number))
        {
            Interlocked.Increment(ref _pending);
            _open.Writer.TryWrite(new Piece(id, expected));
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _pending) == 0)
            _open.Writer.TryComplete();
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        // After the first loss the paths are looked for anyway.
        await foreach (var piece in _open.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                if (!_isIncomplete)
                    await InspectAsync(piece, cancellationToken);
            }
            catch (Exception e)
            {
                // The others would wait for what this piece leads to.
                _open.Writer.TryComplete(e);
                throw;
            }
            Leave();
        }
    }

    private async Task InspectAsync(Piece piece, CancellationToken cancellationToken)
    {
        try
        {
            var tree = await _trees.ReadChunkAsync(piece.Id, piece.Expected, cancellationToken);
            foreach (var branch in tree.Branches)
                Enter(branch.Chunk, new TreeReader.Expected(tree.Level - 1, branch.Last));
            foreach (var entry in tree.Entries)
                if (entry.Subtree is { } subtree)
                    Enter(subtree.Id, null);
                else if (entry.Content is { } content)
                    await InspectAsync(content, cancellationToken);
        }
        catch (RepositoryDamagedException)
        {
            _isIncomplete = true;
        }
    }

    private async ValueTask InspectAsync(FileContent content, CancellationToken cancellationToken)
    {
        if (content.Depth == 0)
        {
            foreach (var part in content.Parts)
                if (!part.IsHole && !CanBeHad(index, good, part.Chunk, ChunkKind.Data))
                    _isIncomplete = true;
            return;
        }
        await foreach (var part in _contents.DataPartsAsync(content, cancellationToken))
            if (!part.IsHole && !CanBeHad(index, good, part.Chunk, ChunkKind.Data))
                _isIncomplete = true;
    }

    private readonly record struct Piece(ChunkId Id, TreeReader.Expected? Expected);
}
