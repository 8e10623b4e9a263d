namespace Cairn.Repository.Tests.Support;

/// <summary>A folder that is gone at the end of the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cairn-repository-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
