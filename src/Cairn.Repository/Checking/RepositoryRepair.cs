using Cairn.Repository.Collecting;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;

namespace Cairn.Repository.Checking;

/// <summary>
/// Checks a repository and makes whole what can be: damaged config and snapshots from their parity, damaged packs by moving their
/// chunks to new ones, damaged and lost index segments from the packs, parity from sound objects. Chunks that can't be had are dropped
/// from the index, so that the next backup that meets them stores them again, and with them the snapshots that miss them are
/// whole again. Sessions may write meanwhile; what is killed half-way is finished by the next repair.
/// </summary>
public sealed class RepositoryRepair(BackupRepository repository)
{
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public async Task<RepairReport> RunAsync(
        CheckOptions options, IProgress<CheckProgress>? progress, CancellationToken cancellationToken)
    {
        var choice = new PackChoice(repository, options);
        var check = await new RepositoryCheck(repository).RunAsync(choice, progress, cancellationToken);
        var segments = check.Findings
            .Where(finding => IndexSegment.IsName(finding.ObjectName) || finding.ObjectName == PackInspection.WholeIndex).ToList();
        var unnamed = check.Findings.Where(finding => finding.Reason == PackInspection.Unnamed).ToList();
        if (segments.Count + unnamed.Count > 0)
        {
            // Without all of the index, what else was found may be wrong.
            if (segments.Count > 0)
                await new IndexRebuild(repository).RunAsync(cancellationToken);
            await ReplacePacksAsync(check with { Findings = unnamed }, [], cancellationToken);
            check = await new RepositoryCheck(repository).RunAsync(choice, progress, cancellationToken);
        }
        var objects = new ObjectRepair(repository);
        var healed = new HashSet<string>();
        foreach (var name in Names(check))
            if (await objects.TryPutBackAsync(name, cancellationToken))
                healed.Add(name);

        var replaced = await ReplacePacksAsync(check, healed, cancellationToken);
        var written = 0;
        foreach (var name in Names(check).Select(ParityObjects.ObjectOf).OfType<string>().Concat(check.Unprotected).Distinct())
            if (await objects.TryRewriteParityAsync(name, cancellationToken))
            {
                healed.Add(ParityObjects.NameOf(name));
                written++;
            }
        return new RepairReport
        {
            Check = check with
            {
                Findings =
                [
                    // What snapshots seemed to miss for want of them was looked for again.
                    .. segments.Where(finding => finding.Snapshot is null).Concat(unnamed).Select(Heal),
                    .. check.Findings.Select(finding => healed.Contains(finding.ObjectName) ? Heal(finding) : finding),
                ],
            },
            ParityWritten = written,
            PacksReplaced = replaced,
            IndexRebuilt = segments.Count > 0,
        };
    }

    /// <summary>
    /// Moves what can be had of damaged and lost packs into new ones, and takes all else that they had out of the index. With that
    /// go the collections that nobody can carry out.
    /// </summary>
    private async Task<int> ReplacePacksAsync(CheckReport check, HashSet<string> healed, CancellationToken cancellationToken)
    {
        var damaged = new List<PackId>();
        foreach (var name in Names(check))
            if (PackId.TryParseObjectName(name, out var pack))
                damaged.Add(pack);
        var collections = Names(check).Where(name => name.StartsWith(CollectionObject.Prefix, StringComparison.Ordinal)).ToList();
        if (damaged.Count == 0 && collections.Count == 0)
            return 0;
        var replaced = await EvacuateAsync(damaged, cancellationToken);
        var left = await PackList.ReadAsync(repository.Store, cancellationToken)
            .Select(listed => listed.Pack).ToHashSetAsync(cancellationToken: cancellationToken);
        healed.UnionWith(damaged.Where(pack => !left.Contains(pack)).Select(pack => pack.ObjectName));

        var findings = new CheckFindings();
        await CollectionInspection.InspectAsync(repository, findings, cancellationToken);
        healed.UnionWith(collections.Except(findings.All.Select(finding => finding.ObjectName)));
        return replaced;
    }

    /// <summary>None where it can't be known what others remove: then nothing is moved, and the check has told why.</summary>
    private async Task<int> EvacuateAsync(List<PackId> damaged, CancellationToken cancellationToken)
    {
        try
        {
            return (await new GarbageCollection(repository, new CollectionOptions(), null)
                .EvacuateAsync(damaged, cancellationToken)).RewrittenPacks;
        }
        catch (RepositoryDamagedException)
        {
            return 0;
        }
    }

    private static IEnumerable<string> Names(CheckReport check) =>
        check.Findings.Select(finding => finding.ObjectName).Distinct();

    private static CheckFinding Heal(CheckFinding finding) =>
        finding.State == DamageState.Healable ? finding with { State = DamageState.Healed } : finding;
}
