namespace Cairn.Repository.Index;

/// <summary>Makes the index anew from the packs alone.</summary>
public sealed class IndexRebuild(BackupRepository repository)
{
    public Task<IndexRebuildReport> RunAsync(CancellationToken cancellationToken) => throw new NotSupportedException(repository.ToString());
}
