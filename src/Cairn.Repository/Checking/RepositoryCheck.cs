namespace Cairn.Repository.Checking;

public sealed class RepositoryCheck(BackupRepository repository)
{
    public Task<CheckReport> RunAsync(CheckOptions options, IProgress<CheckProgress>? progress, CancellationToken cancellationToken) => throw new NotSupportedException(repository.ToString());
}
