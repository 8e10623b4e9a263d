namespace Cairn.Repository.Trees;

public sealed class TreeReader(BackupRepository repository)
{
    public IAsyncEnumerable<Entry> ReadAsync(TreeRef tree, CancellationToken cancellationToken) => throw new NotSupportedException(repository.ToString());
    public ValueTask<Entry?> FindAsync(TreeRef root, IReadOnlyList<EntryName> path, CancellationToken cancellationToken) => throw new NotSupportedException(repository.ToString());
    public ValueTask<Entry?> FindChildAsync(TreeRef tree, EntryName name, CancellationToken cancellationToken) => throw new NotSupportedException(repository.ToString());
}
