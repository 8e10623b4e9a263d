using Cairn.Cli.Display;
using Cairn.DataAgents;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary>What an agent tells about its work, for the display; items that fail go to the error stream as they come.</summary>
internal sealed class AgentProgress(Shell shell, Action<ProgressState> show) : IProgressSink
{
    private readonly Lock gate = new();
    private string phase = "";
    private long files, bytes, totalFiles, totalBytes;
    private bool totalsFinal;

    public void Phase(string name) => Update(() => phase = name);

    public void Totals(long files, long bytes, bool final) => Update(() => (totalFiles, totalBytes, totalsFinal) = (files, bytes, final));

    public void Advance(long files, long bytes, string? currentItem) => Update(() =>
    {
        this.files += files;
        this.bytes += bytes;
    });

    public void ItemFailed(ItemFailure failure)
    {
        lock (gate)
            shell.Error.WriteLine($"cairn: {failure.Path.AsText()}: {failure.Reason.AsText()}");
    }

    private void Update(Action change)
    {
        ProgressState state;
        lock (gate)
        {
            change();
            state = new ProgressState(phase, Percent(), $"{Figures.Count(files)} files, {Figures.Bytes(bytes)}");
        }

        show(state);
    }

    /// <summary>A file costs about as much as 64 KiB of another.</summary>
    private double? Percent()
    {
        const double FileCost = 64 * 1024;
        var total = (totalFiles * FileCost) + totalBytes;
        return totalsFinal && total > 0 ? Math.Min(100, 100 * ((files * FileCost) + bytes) / total) : null;
    }
}
