using Cairn.Repository.ObjectStore;

namespace Cairn.Repository;

public sealed class BackupRepository
{
    private BackupRepository(Guid id) => Id = id;
    public Guid Id { get; }
    public static Task<BackupRepository> CreateAsync(IObjectStore store, string passphrase, RepositoryOptions options, TimeProvider time, CancellationToken cancellationToken) => throw new NotSupportedException(nameof(BackupRepository));
    public static Task<BackupRepository> OpenAsync(IObjectStore store, string passphrase, TimeProvider time, CancellationToken cancellationToken) => throw new NotSupportedException(nameof(BackupRepository));
    public static ValueTask<bool> ExistsAsync(IObjectStore store, CancellationToken cancellationToken) => throw new NotSupportedException(nameof(BackupRepository));
    internal static BackupRepository Later() => new(Guid.Empty);
}
