using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Parity;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Checking;

/// <summary>Looks at the small objects that have parity: the config and snapshots.</summary>
internal sealed class ObjectInspection(BackupRepository repository, CheckFindings findings)
{
    private readonly ParityReader _parity = new(repository.Store);

    public async Task InspectConfigAsync(CancellationToken cancellationToken) =>
        await InspectAsync(
            RepositoryConfig.ObjectName, content => RepositoryConfig.Open(content, repository.Keys), null, cancellationToken);

    /// <summary>All snapshots that can be read; also those whose object is gone, but whose parity is enough.</summary>
    public async Task<List<Snapshot>> InspectSnapshotsAsync(CancellationToken cancellationToken)
    {
        var snapshots = new List<Snapshot>();
        foreach (var id in await new SnapshotList(repository).ListIdsWithLostAsync(cancellationToken))
            if (await InspectAsync(
                SnapshotObject.NameOf(id), content => SnapshotObject.Decode(repository.Keys, id, content), id, cancellationToken)
                is { } snapshot)
                snapshots.Add(snapshot);
        return snapshots;
    }

    private async Task<T?> InspectAsync<T>(
        string name, Func<byte[], T> decode, SnapshotId? snapshot, CancellationToken cancellationToken) where T : class
    {
        var content = await repository.Store.FindAsync(name, cancellationToken);
        var parity = await _parity.FindAsync(name, cancellationToken);
        if (content is null && parity is null)
            return null;
        if (TryDecode(decode, content, out var reason) is { } sound)
        {
            if (parity is null)
                ReportUnprotected(name);
            else if (!parity.IsWhole || !parity.Matches(content))
                findings.Add(
                    ParityObjects.NameOf(name), "it is damaged, or isn't the parity of the object as it is", true, snapshot);
            return sound;
        }
        var healed = TryDecode(decode, parity?.Heal(content), out _);
        findings.Add(name, reason, isHealable: healed is not null, snapshot);
        return healed;
    }

    private void ReportUnprotected(string name)
    {
        if (repository.Parity.IsWritten)
            findings.AddUnprotected(name);
    }

    private static T? TryDecode<T>(Func<byte[], T> decode, byte[]? content, out string reason) where T : class
    {
        reason = "it is missing";
        if (content is null)
            return null;
        try
        {
            return decode(content);
        }
        catch (RepositoryDamagedException e)
        {
            reason = e.Reason;
            return null;
        }
    }
}
