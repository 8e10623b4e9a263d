using System.Runtime.CompilerServices;
using Cairn.Repository.Faults;

namespace Cairn.Repository.Snapshots;

/// <summary>The repository's snapshots.</summary>
public sealed class SnapshotList(BackupRepository repository)
{
    private const string Latest = "latest";

    /// <summary>All snapshots, the one that finished first first.</summary>
    public async IAsyncEnumerable<Snapshot> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var snapshots = new List<Snapshot>();
        await foreach (var id in ListIdsAsync(cancellationToken))
            snapshots.Add(await ReadAsync(id, cancellationToken));
        foreach (var snapshot in snapshots.OrderBy(found => (found.Description.Finished, found.Id.ToString())))
            yield return snapshot;
    }

    /// <exception cref="ObjectNotFoundException">There is no such snapshot.</exception>
    public async Task<Snapshot> ReadAsync(SnapshotId id, CancellationToken cancellationToken) =>
        await repository.Parity.ReadAsync(
            SnapshotObject.NameOf(id), content => SnapshotObject.Decode(repository.Keys, id, content), cancellationToken);

    /// <summary>
    /// The snapshot whose id starts with the given hexadecimal digits, or the one that finished last for "latest"; null if there
    /// is none.
    /// </summary>
    /// <exception cref="ArgumentException">Several ids start so.</exception>
    public async Task<Snapshot?> FindAsync(string prefixOrLatest, CancellationToken cancellationToken)
    {
        if (string.Equals(prefixOrLatest, Latest, StringComparison.OrdinalIgnoreCase))
            return await ReadAllAsync(cancellationToken).LastOrDefaultAsync(cancellationToken);
        var matching = new List<SnapshotId>();
        await foreach (var id in ListIdsAsync(cancellationToken))
            if (id.ToString().StartsWith(prefixOrLatest, StringComparison.OrdinalIgnoreCase))
                matching.Add(id);
        return matching switch
        {
            [] => null,
            [var only] => await ReadAsync(only, cancellationToken),
            _ => throw new ArgumentException(
                $"'{prefixOrLatest}' is the start of {matching.Count} snapshots' ids; give more digits.", nameof(prefixOrLatest)),
        };
    }

    /// <summary>All snapshots' ids, in no order; none of them is read.</summary>
    public async IAsyncEnumerable<SnapshotId> ListIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in repository.Store.ListAsync(SnapshotObject.Prefix, cancellationToken))
            if (SnapshotId.TryParse(found.Name[SnapshotObject.Prefix.Length..], out var id)
                && SnapshotObject.NameOf(id) == found.Name)
                yield return id;
    }
}
