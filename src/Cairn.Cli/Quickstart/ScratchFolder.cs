using System.ComponentModel;
using System.Diagnostics;
using Cairn.Cli.Display;

namespace Cairn.Cli.Quickstart;

/// <summary>A new folder that goes when the quickstart ends. If it can't, that is a warning and hides no error.</summary>
internal sealed class ScratchFolder(TextWriter warnings) : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cairn-quickstart-").FullName;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await RemoveAsync();
        }
        catch (Exception e) when (e is IOException or Win32Exception)
        {
            await warnings.WriteLineAsync($"cairn: warning: {Path} is left behind, remove it yourself: {e.Message.AsText()}");
        }
    }

    /// <summary>By the system's own tool: the runtime can't name files whose names are no UTF-8, and a restore brings those back.</summary>
    private async Task RemoveAsync()
    {
        using var removal = Process.Start(new ProcessStartInfo("rm", ["-rf", "--", Path]) { RedirectStandardError = true })!;
        var complaint = await removal.StandardError.ReadToEndAsync(CancellationToken.None);
        await removal.WaitForExitAsync(CancellationToken.None);
        if (removal.ExitCode != 0)
            throw new IOException(complaint.Split('\n')[0]);
    }
}
