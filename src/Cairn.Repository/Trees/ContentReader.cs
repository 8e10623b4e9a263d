namespace Cairn.Repository.Trees;

public sealed class ContentReader(BackupRepository repository)
{
    public IAsyncEnumerable<ContentPiece> ReadAsync(FileContent content, CancellationToken cancellationToken) => throw new NotSupportedException(repository.ToString());
}
