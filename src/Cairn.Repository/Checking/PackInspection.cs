using System.Collections.Concurrent;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Checking;

/// <summary>Holds packs, their parity and the index against each other. Safe for use by several threads.</summary>
internal sealed class PackInspection(BackupRepository repository, IndexView index, CheckFindings findings)
{
    /// <summary>What is wrong with a lost pack that can be had from its parity, and that no segment names.</summary>
    public const string Unnamed = "it is missing, and the index doesn't name it";

    /// <summary>What stands for the index as a whole, where it is incomplete: a segment that is lost has no name any more.</summary>
    public const string WholeIndex = "index";

    private readonly PackReader _reader = new(repository.Store, repository.Keys);
    private readonly ConcurrentBag<PackVerifier> _verifiers = [];
    private long _goodCount, _unnamedCount;

    /// <summary>The places of chunks where they can be had, as far as was looked.</summary>
    public BitSet Good { get; } = new(index.Count);

    public long GoodCount => _goodCount;

    /// <summary>Looks at a pack's table only, unless that is damaged.</summary>
    public async Task InspectTableAsync(ListedPack listed, bool hasParity, CancellationToken cancellationToken)
    {
        try
        {
            var records = await _reader.ReadTableAsync(listed.Pack, listed.Length, cancellationToken);
            if (Mark(records) && !hasParity)
                findings.AddUnprotected(listed.Pack.ObjectName);
        }
        catch (RepositoryDamagedException)
        {
            await InspectWhollyAsync(listed, cancellationToken);
        }
        catch (ObjectNotFoundException)
        {
            // It was deleted since it was listed, or lost, and then its parity may bring it back.
            await InspectWhollyAsync(listed with { Length = 0 }, cancellationToken);
        }
    }

    /// <summary>Reads and verifies all of a pack and of its parity. A length of 0 is that of a missing pack.</summary>
    public async Task InspectWhollyAsync(ListedPack listed, CancellationToken cancellationToken)
    {
        if (!_verifiers.TryTake(out var verifier))
            verifier = new PackVerifier(repository.Store, repository.Keys, index);
        var verdict = await verifier.VerifyAsync(listed.Pack, listed.Length, cancellationToken);
        _verifiers.Add(verifier);

        var isIndexed = Mark(verdict.Records) || index.Names(listed.Pack);
        var name = listed.Pack.ObjectName;
        if (verdict.Damage is [var first, ..])
            // What no segment names is what a session that died has left: no loss.
            findings.Add(name, Describe(first, verdict.Damage.Count), verdict.IsHealed || !isIndexed);
        else if (verdict.Parity == ParityState.Damaged)
            findings.Add(ParityObjects.NameOf(name), "it is damaged, or isn't the parity of the pack as it is", isHealable: true);
        else if (verdict.Parity == ParityState.Absent && isIndexed && repository.Parity.IsWritten)
            findings.AddUnprotected(name);
    }

    /// <summary>Reports a lost pack that no index segment names if its parity can give it back.</summary>
    public async Task InspectUnnamedAsync(PackId pack, CancellationToken cancellationToken)
    {
        var verdict = await new PackVerifier(repository.Store, repository.Keys, index).VerifyAsync(pack, 0, cancellationToken);
        if (verdict.IsHealed)
            findings.Add(pack.ObjectName, Unnamed, isHealable: true);
    }

    /// <summary>
    /// Reports records that no segment names. Most are what sessions that died have left; but where something is missing, they may
    /// be what a lost segment named.
    /// </summary>
    public void ReportUnnamed()
    {
        if (_unnamedCount > 0)
            findings.Add(WholeIndex, $"it doesn't name {_unnamedCount} chunks that are in packs", isHealable: true);
    }

    /// <summary>
    /// Reports, pack by pack, the chunks that the index names and no inspected pack has. That is no loss where snapshots have all
    /// they need: who slept may have merged in again what an index said of packs that were removed.
    /// </summary>
    public void ReportMissing(bool isAllThere)
    {
        var missing = new Dictionary<PackId, (int Count, int Elsewhere)>();
        for (long number = 0; number < index.Count; number++)
            if (!Good[number])
            {
                var entry = index.EntryAt(number);
                var (count, elsewhere) = missing.GetValueOrDefault(entry.Location.Pack);
                var isElsewhere = index.NumbersOf(entry.Id).Any(other => Good[other]);
                missing[entry.Location.Pack] = (count + 1, elsewhere + (isElsewhere ? 1 : 0));
            }
        foreach (var (pack, (count, elsewhere)) in missing)
            findings.Add(
                pack.ObjectName,
                $"{count} chunks that the index names can't be had from it"
                    + (elsewhere > 0 ? $", {elsewhere} of them can be had from other packs" : "")
                    + (isAllThere ? "; no snapshot misses any" : ""),
                isHealable: isAllThere || count == elsewhere);
    }

    /// <summary>Marks the records that are where the index says; false if it names none of them.</summary>
    private bool Mark(PackedRecords pack)
    {
        var named = 0;
        foreach (var record in pack.Records)
            named += Mark(record.Header.Id, LocationOf(pack.Pack, record)) ? 1 : 0;
        Interlocked.Add(ref _unnamedCount, pack.Records.Count - named);
        return named > 0;
    }

    private bool Mark(in ChunkId id, ChunkLocation place)
    {
        var isIndexed = false;
        foreach (var number in index.NumbersOf(id))
            if (index.PlaceAt(number) == place)
            {
                isIndexed = true;
                if (Good.Set(number))
                    Interlocked.Increment(ref _goodCount);
            }
        return isIndexed;
    }

    private static ChunkLocation LocationOf(PackId pack, PackedRecord record) =>
        new(pack, (int)record.Offset, record.Header.SealedLength, record.Header.Kind);

    private static string Describe(RepositoryDamagedException damage, int count) =>
        (damage.Offset is { } at ? $"at byte {at}: {damage.Reason}" : damage.Reason)
        + (count > 1 ? $" (and {count - 1} more)" : "");
}
