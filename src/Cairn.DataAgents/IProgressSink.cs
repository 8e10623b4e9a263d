namespace Cairn.DataAgents;

/// <summary>Hears how a backup or restore goes. It is called from several threads at once and must not block.</summary>
public interface IProgressSink
{
    /// <summary>"Backup" or "Restore" begins.</summary>
    void Phase(string name);

    /// <summary>What there is to do, as far as it is known; no longer grows once <paramref name="final"/>.</summary>
    void Totals(long files, long bytes, bool final);

    /// <summary>So many more files and bytes are done since the last call; called some ten times a second.</summary>
    void Advance(long files, long bytes, string? currentItem);

    void ItemFailed(ItemFailure failure);
}
