namespace Cairn.Server.Tests.Support;

/// <summary>A folder that goes with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cairn-server-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
