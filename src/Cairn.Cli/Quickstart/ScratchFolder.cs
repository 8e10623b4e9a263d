using System.Diagnostics;

namespace Cairn.Cli.Quickstart;

/// <summary>A new folder that goes when the quickstart ends.</summary>
internal sealed class ScratchFolder : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cairn-quickstart-").FullName;

    /// <summary>By the system's own tool: the runtime can't name files whose names are no UTF-8, and a restore brings those back.</summary>
    public async ValueTask DisposeAsync()
    {
        using var removal = Process.Start("rm", ["-rf", "--", Path]);
        await removal.WaitForExitAsync(CancellationToken.None);
    }
}
