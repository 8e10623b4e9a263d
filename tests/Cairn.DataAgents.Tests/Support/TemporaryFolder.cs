using System.Diagnostics;

namespace Cairn.DataAgents.Tests.Support;

/// <summary>A folder that is gone after the test, whatever was put into it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cairn-agents-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a folder in it.</summary>
    public string Folder(string name) => Directory.CreateDirectory(this[name]).FullName;

    public void Dispose()
    {
        using var process = Process.Start("rm", ["-rf", "--one-file-system", Path]);
        process.WaitForExit();
    }
}
