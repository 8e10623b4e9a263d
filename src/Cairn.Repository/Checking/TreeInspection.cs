using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Checking;

/// <summary>
/// Follows a snapshot down to the last chunk it names, and reports what can't be had, with the path that it hits.
/// </summary>
internal sealed class TreeInspection(BackupRepository repository, IndexView index, BitSet good, CheckFindings findings)
{
    private readonly TreeReader _trees = new(repository);
    private readonly ContentReader _contents = new(repository);

    /// <summary>Directories without a finding: other snapshots share them, and needn't look again.</summary>
    private readonly HashSet<ChunkId> _clean = [];

    /// <summary>By a stack of its own: directories nest deeper than calls may.</summary>
    public async Task InspectAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var open = new Stack<Level>();
        open.Push(Enter(snapshot.Root, "/", cancellationToken));
        while (open.TryPeek(out var level))
        {
            if (await NextAsync(level, snapshot.Id) is not { } entry)
            {
                await LeaveAsync(open);
                continue;
            }
            var path = level.Path + entry.Name;
            if (entry.Subtree is not { } subtree)
                level.IsClean &= await InspectContentAsync(snapshot.Id, entry, path, cancellationToken);
            else if (!_clean.Contains(subtree.Id))
                open.Push(Enter(subtree, path + "/", cancellationToken));
        }
    }

    private Level Enter(TreeRef tree, string path, CancellationToken cancellationToken) =>
        new(tree, path, _trees.ReadAsync(tree, cancellationToken).GetAsyncEnumerator(cancellationToken));

    private async Task<Entry?> NextAsync(Level level, SnapshotId snapshot)
    {
        try
        {
            return await level.Entries.MoveNextAsync() ? level.Entries.Current : null;
        }
        catch (RepositoryDamagedException e)
        {
            findings.Add(e.ObjectName, e.Reason, isHealable: false, snapshot, level.Path);
            level.IsClean = false;
            return null;
        }
    }

    private async Task LeaveAsync(Stack<Level> open)
    {
        var level = open.Pop();
        await level.Entries.DisposeAsync();
        if (level.IsClean)
            _clean.Add(level.Tree.Id);
        else if (open.TryPeek(out var above))
            above.IsClean = false;
    }

    private async Task<bool> InspectContentAsync(
        SnapshotId snapshot, Entry entry, string path, CancellationToken cancellationToken)
    {
        if (entry.Content is not { } content)
            return true;
        try
        {
            await foreach (var part in _contents.DataPartsAsync(content, cancellationToken))
                if (!part.IsHole && !ReachInspection.CanBeHad(index, good, part.Chunk, ChunkKind.Data))
                    throw new RepositoryDamagedException($"chunk {part.Chunk}", null, "it can't be had from any pack");
            return true;
        }
        catch (RepositoryDamagedException e)
        {
            findings.Add(e.ObjectName, e.Reason, isHealable: false, snapshot, path);
            return false;
        }
    }

    /// <summary>A directory that is being looked through, and whether all in it was well so far.</summary>
    private sealed class Level(TreeRef tree, string path, IAsyncEnumerator<Entry> entries)
    {
        public TreeRef Tree { get; } = tree;
        public string Path { get; } = path;
        public IAsyncEnumerator<Entry> Entries { get; } = entries;
        public bool IsClean { get; set; } = true;
    }
}
