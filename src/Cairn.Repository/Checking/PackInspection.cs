using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;

namespace Cairn.Repository.Checking;

/// <summary>Holds packs and the index against each other. Safe for use by several threads.</summary>
internal sealed class PackInspection(BackupRepository repository, IndexView index, bool readData, Action<CheckFinding> found)
{
    private readonly PackReader _reader = new(repository.Store, repository.Keys);
    private readonly PackVerifier _verifier = new(repository.Store, repository.Keys);

    /// <summary>The chunks that are where the index says, as far as was looked.</summary>
    public GoodPlaces Good { get; } = new(index);

    public async Task InspectAsync(PackId pack, long length, CancellationToken cancellationToken)
    {
        // Records that the index doesn't name, or names elsewhere, are what sessions that died have left: no harm.
        foreach (var record in (await RecordsAsync(pack, length, cancellationToken)).Records)
            Good.Add(pack, record);
    }

    /// <summary>Reports, pack by pack, the chunks that the index names and no inspected pack has.</summary>
    public void ReportMissing()
    {
        var missing = new Dictionary<PackId, int>();
        foreach (var entry in index.Entries())
            if (!Good.HasAnyOf(entry))
                missing[entry.Location.Pack] = missing.GetValueOrDefault(entry.Location.Pack) + 1;
        foreach (var (pack, count) in missing)
            found(new CheckFinding(pack.ObjectName, $"{count} chunks that the index names can't be had from it"));
    }

    private async Task<PackedRecords> RecordsAsync(PackId pack, long length, CancellationToken cancellationToken)
    {
        if (readData)
            return await _verifier.VerifyAsync(pack, Report, cancellationToken);
        try
        {
            return await _reader.ReadTableAsync(pack, length, cancellationToken);
        }
        catch (RepositoryDamagedException e)
        {
            Report(e);
        }
        catch (ObjectNotFoundException)
        {
            // It was deleted since it was listed; if it shouldn't have been, its chunks are missing below.
        }
        return new PackedRecords(pack, []);
    }

    private void Report(RepositoryDamagedException damage) =>
        found(new CheckFinding(damage.ObjectName, damage.Offset is { } at ? $"at byte {at}: {damage.Reason}" : damage.Reason));
}
