using Cairn.Repository.Index;
using Cairn.Repository.Parity;

namespace Cairn.Repository.Checking;

/// <summary>
/// Checks a repository and makes whole what can be: damaged config and snapshots from their parity, damaged packs by moving their
/// chunks to new ones, damaged index segments from the packs, parity from sound objects. Chunks that can't be had are dropped from
/// the index, so that the next backup that meets them stores them again, and with them the snapshots that miss them are whole
/// again. Sessions may write meanwhile; what is killed half-way is finished by the next repair.
/// </summary>
public sealed class RepositoryRepair(BackupRepository repository)
{
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public async Task<RepairReport> RunAsync(
        CheckOptions options, IProgress<CheckProgress>? progress, CancellationToken cancellationToken)
    {
        var check = await new RepositoryCheck(repository).RunAsync(options, progress, cancellationToken);
        var segments = check.Findings.Where(finding => IndexSegment.IsName(finding.ObjectName)).ToList();
        if (segments.Count > 0)
        {
            // Without all of the index, what else was found may be wrong.
            await new IndexRebuild(repository).RunAsync(cancellationToken);
            check = await new RepositoryCheck(repository).RunAsync(options with { Scrub = false }, progress, cancellationToken);
        }
        var objects = new ObjectRepair(repository);
        var healed = new HashSet<string>();
        foreach (var name in Names(check).Where(ObjectRepair.IsFor))
            if (await objects.TryPutBackAsync(name, cancellationToken))
                healed.Add(name);

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
                    .. segments.Select(Heal),
                    .. check.Findings.Select(finding => healed.Contains(finding.ObjectName) ? Heal(finding) : finding),
                ],
            },
            ParityWritten = written,
            PacksReplaced = 0,
            IndexRebuilt = segments.Count > 0,
        };
    }

    private static IEnumerable<string> Names(CheckReport check) => check.Findings.Select(finding => finding.ObjectName).Distinct();

    private static CheckFinding Heal(CheckFinding finding) =>
        finding.State == DamageState.Healable ? finding with { State = DamageState.Healed } : finding;
}
