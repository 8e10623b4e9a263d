using Cairn.Repository.Trees;

namespace Cairn.CommServe.Browsing;

/// <summary>One name as several snapshots have it, the newest first. There is at least one.</summary>
internal sealed class MergedEntry(IReadOnlyList<(FoundSnapshot Source, Entry Entry)> layers)
{
    public FoundSnapshot Source => layers[0].Source;
    public Entry Entry => layers[0].Entry;

    /// <summary>What is in it, if its newest state is a directory.</summary>
    public MergedDirectory? Directory => Entry.Subtree is null
        ? null
        : new MergedDirectory([.. layers.Where(layer => layer.Entry.Subtree is not null)
            .Select(layer => (layer.Source, layer.Entry.Subtree!.Value))]);
}
