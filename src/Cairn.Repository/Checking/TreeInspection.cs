using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Checking;

/// <summary>
/// Follows a snapshot down to the last chunk it names, and reports what can't be had, with the path that it hits.
/// </summary>
internal sealed class TreeInspection(BackupRepository repository, ChunkTable good, Action<CheckFinding> found)
{
    private readonly TreeReader _trees = new(repository);
    private readonly ContentReader _contents = new(repository);

    /// <summary>Directories without a finding: other snapshots share them, and needn't look again.</summary>
    private readonly HashSet<ChunkId> _clean = [];

    public Task<bool> InspectAsync(Snapshot snapshot, CancellationToken cancellationToken) =>
        InspectTreeAsync(snapshot.Id, snapshot.Root, "/", cancellationToken);

    private async Task<bool> InspectTreeAsync(SnapshotId snapshot, TreeRef tree, string path, CancellationToken cancellationToken)
    {
        if (_clean.Contains(tree.Id))
            return true;
        var clean = true;
        try
        {
            await foreach (var entry in _trees.ReadAsync(tree, cancellationToken))
                clean &= await InspectEntryAsync(snapshot, entry, path + entry.Name, cancellationToken);
        }
        catch (RepositoryDamagedException e)
        {
            found(new CheckFinding(e.ObjectName, e.Reason, snapshot, path));
            return false;
        }
        if (clean)
            _clean.Add(tree.Id);
        return clean;
    }

    private async Task<bool> InspectEntryAsync(SnapshotId snapshot, Entry entry, string path, CancellationToken cancellationToken)
    {
        if (entry.Subtree is { } subtree)
            return await InspectTreeAsync(snapshot, subtree, path + "/", cancellationToken);
        if (entry.Content is not { } content)
            return true;
        try
        {
            await foreach (var part in _contents.DataPartsAsync(content, cancellationToken))
                if (!part.IsHole && !IsGood(part))
                    throw new RepositoryDamagedException($"chunk {part.Chunk}", null, "it can't be had from any pack");
            return true;
        }
        catch (RepositoryDamagedException e)
        {
            found(new CheckFinding(e.ObjectName, e.Reason, snapshot, path));
            return false;
        }
    }

    private bool IsGood(ContentPart part) =>
        good.TryFind(part.Chunk, out var location) && location.Kind == ChunkKind.Data && location.PlainLength == part.Length;
}
