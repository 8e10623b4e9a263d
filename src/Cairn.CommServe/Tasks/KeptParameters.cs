using System.Collections.Frozen;
using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Tasks;

/// <summary>What a request asks for and gets no more for than being kept, each as "name=value".</summary>
/// <param name="NotActedOn">It would mean something to the agent, but this version doesn't do it.</param>
/// <param name="NotApplicable">
/// It means nothing to the agent: clients send the switches of all agents with every request (createtask-semantics.md, section 2).
/// </param>
public sealed record KeptParameters(IReadOnlyList<string> NotActedOn, IReadOnlyList<string> NotApplicable)
{
    /// <summary>Of databases, virtual machines and archiving (createtask-semantics.md, sections 2 to 4).</summary>
    private static readonly FrozenSet<string> NotOfFiles = FrozenSet.Create(
        StringComparer.Ordinal,
        "collectMetaInfo", "doNotTruncateLog", "sybaseSkipFullafterLogBkp", "truncateLogsOnSource", "skipConsistencyCheck",
        "spaceReclamation", "backupFailedVMsOnly");

    /// <summary>Parts what was kept.</summary>
    /// <param name="kept">Each as "name=value".</param>
    /// <param name="applicationIds">The agents that it was asked of; what one of them could act on applies.</param>
    public static KeptParameters Of(IEnumerable<string> kept, IReadOnlyCollection<int> applicationIds)
    {
        var isForFiles = applicationIds.Count > 0 && applicationIds.All(id => id == Applications.FileSystem);
        var byUse = kept.ToLookup(parameter => isForFiles && NotOfFiles.Contains(parameter.Split('=')[0]));
        return new([.. byUse[false]], [.. byUse[true]]);
    }
}
