using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>Index segments as objects of a store: list, open, put, delete.</summary>
internal sealed class SegmentStore(IObjectStore store, KeyRing keys)
{
    public KeyRing Keys { get; } = keys;

    /// <summary>By name.</summary>
    public async Task<Dictionary<string, ObjectInfo>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ObjectInfo>();
        await foreach (var segment in store.ListAsync(IndexSegment.Prefix, cancellationToken))
            if (IndexSegment.IsName(segment.Name))
                found[segment.Name] = segment;
        return found;
    }

    /// <exception cref="ObjectNotFoundException">There is no such segment.</exception>
    /// <exception cref="RepositoryDamagedException">It isn't a segment, or was altered or cut short.</exception>
    public async Task<MappedSegment> OpenAsync(ObjectInfo info, CancellationToken cancellationToken) =>
        MappedSegment.Open(await MappedFile.OpenAsync(store, info, cancellationToken), Keys);

    /// <summary>As <see cref="SegmentMerge.Run"/>, under a new name.</summary>
    public MappedFile? Merge(
        IReadOnlyList<MappedSegment> inputs, Predicate<PackId> isGone, CancellationToken cancellationToken) =>
        SegmentMerge.Run(store, IndexSegment.NewName(Keys.Random), Keys, inputs, isGone, cancellationToken);

    public Task<MappedSegment> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        PutAsync(name, content, () => MappedFile.Copy(name, content), cancellationToken);

    /// <summary>Puts what is in a temporary file. Where the store has files, that one is no longer needed afterwards.</summary>
    public async Task<MappedSegment> PutAsync(MappedFile file, CancellationToken cancellationToken)
    {
        var segment = await PutAsync(file.Name, new MappedMemory(file).Memory, () => file, cancellationToken);
        GC.KeepAlive(file);
        return segment;
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => store.DeleteAsync(name, cancellationToken);

    private async Task<MappedSegment> PutAsync(
        string name, ReadOnlyMemory<byte> content, Func<MappedFile> copy, CancellationToken cancellationToken)
    {
        await store.PutOwnAsync(name, content, cancellationToken);
        return MappedSegment.Open(MapStored(name) ?? copy(), Keys);
    }

    private MappedFile? MapStored(string name)
    {
        try
        {
            return store is IFileObjects files ? MappedFile.Map(name, files.OpenFile(name)) : null;
        }
        catch (ObjectNotFoundException)
        {
            // Somebody has merged it into another already.
            return null;
        }
    }
}
