using System.Diagnostics;

namespace Cairn.EndToEnd;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cairn-e2e-").FullName;

    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <summary>By the system's own tool: the runtime can't name the files in it whose names are no UTF-8.</summary>
    public void Dispose()
    {
        using var removal = Process.Start("rm", ["-rf", "--", Path]);
        removal.WaitForExit();
    }
}
