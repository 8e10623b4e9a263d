using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Sessions;

public sealed class WriteSession : IAsyncDisposable
{
    private WriteSession(BackupRepository repository) => Repository = repository;
    public BackupRepository Repository { get; }
    public WriteCounters Counters { get; } = new();
    public static Task<WriteSession> BeginAsync(BackupRepository repository, CancellationToken cancellationToken) => throw new NotSupportedException(new WriteSession(repository).ToString());
    /// <summary>Whether all chunks of a content of an earlier snapshot are still there; if not, read the file again.</summary>
    public bool Has(FileContent content) => throw new NotSupportedException(ToString());
    public ContentWriter OpenContentWriter() => new(this);
    public TreeWriter OpenTreeWriter() => new(this);
    public Task CheckpointAsync(CancellationToken cancellationToken) => throw new NotSupportedException(ToString());
    public Task<Snapshot> CommitAsync(SnapshotDescription description, TreeRef root, CancellationToken cancellationToken) => throw new NotSupportedException(ToString());
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
