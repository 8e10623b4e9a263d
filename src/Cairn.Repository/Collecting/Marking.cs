using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Collecting;

/// <summary>
/// Which chunks snapshots reach: a bit for each place in the index, set for one place of each chunk. Of several places one that
/// isn't condemned is preferred, and if the chunk can't be read there, all are marked. A tree that is marked was walked wholly,
/// so that what snapshots share is read once; therefore a marking in which a walk has failed is of no more use.
/// </summary>
internal sealed class Marking
{
    private readonly BackupRepository _repository;
    private readonly TreeReader _trees;
    private readonly IndexView _existing;
    private readonly IReadOnlySet<PackId> _missing;
    private readonly IndexView _preferred;
    private readonly BitSet _marks;
    private readonly HashSet<SnapshotId> _snapshots = [];
    private readonly Stack<Reached> _waiting = [];

    public Marking(BackupRepository repository, Inventory inventory, PlaceList condemned)
        : this(repository, inventory, condemned, new BitSet(inventory.Index.Count))
    {
    }

    private Marking(BackupRepository repository, Inventory inventory, PlaceList condemned, BitSet marks)
    {
        (_repository, _marks, _existing, _missing) = (repository, marks, inventory.Existing, inventory.Missing);
        _trees = new TreeReader(repository);
        _preferred = condemned.Packs.Count == 0
            ? _existing
            : inventory.Index.Without(place => inventory.Missing.Contains(place.Pack) || condemned.Contains(place));
    }

    /// <summary>The snapshots whose chunks are marked.</summary>
    public IReadOnlySet<SnapshotId> Snapshots => _snapshots;

    public bool this[long number] => _marks[number];

    /// <summary>The same marks for a later look at the repository.</summary>
    public Marking Onto(Inventory inventory, PlaceList condemned)
    {
        // Of chunks whose packs were lost since other places are marked, if there are.
        var isSame = inventory.Index.Segments.SequenceEqual(_existing.Segments) && _missing.SetEquals(inventory.Missing);
        var marking = isSame
            ? new Marking(_repository, inventory, condemned, _marks)
            : new Marking(_repository, inventory, condemned);
        marking._snapshots.UnionWith(_snapshots);
        if (!isSame)
            for (var number = 0L; number < _existing.Count; number++)
                if (_marks[number] && marking.TryFind(_existing.EntryAt(number).Id, out var there))
                    marking._marks.Set(there);
        return marking;
    }

    /// <summary>The marked places by rising number.</summary>
    public IEnumerable<ChunkLocation> Marked()
    {
        for (var number = 0L; number < _existing.Count; number++)
            if (_marks[number])
                yield return _existing.PlaceAt(number);
    }

    /// <exception cref="RepositoryDamagedException">A chunk can't be had, or a tree can't be read.</exception>
    public async Task MarkAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        Reach(snapshot.Root.Id, ChunkKind.Tree, 0);
        while (_waiting.TryPop(out var reached))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await ProveAsync(reached, cancellationToken);
            if (reached.Kind == ChunkKind.Data)
                continue;
            using var chunk = await _repository.Chunks.ReadAsync(reached.Place, reached.Id, reached.Kind, cancellationToken);
            if (reached.Kind == ChunkKind.Tree)
                Reach(TreeChunk.Read(chunk.Memory.Span, reached.Id));
            else
                Reach(PartsCodec.ReadList(chunk.Memory.Span, reached.Id, reached.Depth));
        }
        _snapshots.Add(snapshot.Id);
    }

    private void Reach(TreeChunk tree)
    {
        foreach (var branch in tree.Branches)
            Reach(branch.Chunk, ChunkKind.Tree, 0);
        foreach (var entry in tree.Entries)
        {
            if (entry.Subtree is { } subtree)
                Reach(subtree.Id, ChunkKind.Tree, 0);
            if (entry.Content is { } content)
                Reach(content);
        }
    }

    private void Reach(FileContent content)
    {
        foreach (var part in content.Parts)
            if (!part.IsHole)
                Reach(part.Chunk, content.Depth == 0 ? ChunkKind.Data : ChunkKind.List, content.Depth);
    }

    private void Reach(ChunkId id, ChunkKind kind, int depth)
    {
        if (!TryFind(new ChunkPrefix(id), out var number))
            throw new RepositoryDamagedException($"chunk {id}", null, "a snapshot needs it, and no pack has it");
        if (!_marks.Set(number))
            return;
        var reached = new Reached(id, kind, depth, _existing.PlaceAt(number));
        if (kind != ChunkKind.Data || HasOtherPlace(reached))
            _waiting.Push(reached);
    }

    /// <summary>Marks all places of a chunk unless it has only one, or can be read where it was marked.</summary>
    private async ValueTask ProveAsync(Reached reached, CancellationToken cancellationToken)
    {
        if (!HasOtherPlace(reached)
            || await PlaceProof.IsSoundAsync(_repository, reached.Place, reached.Id, cancellationToken))
            return;
        foreach (var number in _existing.NumbersOf(reached.Id))
            _marks.Set(number);
    }

    private bool HasOtherPlace(Reached reached)
    {
        foreach (var number in _existing.NumbersOf(reached.Id))
            if (_existing.PlaceAt(number) != reached.Place)
                return true;
        return false;
    }

    private bool TryFind(in ChunkPrefix id, out long number) =>
        _preferred.TryFind(id, out number) || _preferred != _existing && _existing.TryFind(id, out number);

    /// <summary>A chunk that must be read; the depth is that of the parts which name a list.</summary>
    private readonly record struct Reached(ChunkId Id, ChunkKind Kind, int Depth, ChunkLocation Place);
}
