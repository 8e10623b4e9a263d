namespace Cairn.DataAgents.Tests.Support;

/// <summary>Cancels when it first hears that something was done.</summary>
internal sealed class CancellingSink(CancellationTokenSource cancel) : IProgressSink
{
    public void Phase(string name)
    {
    }

    public void Totals(long files, long bytes, bool final)
    {
    }

    public void Advance(long files, long bytes, string? currentItem) => cancel.Cancel();

    public void ItemFailed(ItemFailure failure)
    {
    }
}
