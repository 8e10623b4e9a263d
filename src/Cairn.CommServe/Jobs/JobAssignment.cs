using Cairn.CommServe.Catalog;
using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Jobs;

/// <summary>What one run of a job has to do, as the catalog says it when the run starts.</summary>
internal sealed record JobAssignment
{
    /// <summary>With its task, subtask, subclient and everything above that.</summary>
    public required Job Job { get; init; }
    public required SubtaskSpec Spec { get; init; }
    public required Guid CommCell { get; init; }

    /// <summary>1 is the first.</summary>
    public required int Attempt { get; init; }

    /// <summary>Null where the subclient has no storage policy.</summary>
    public required Library? Library { get; init; }

    /// <summary>All that this server keeps data in, whichever this job writes to.</summary>
    public required IReadOnlyList<Library> DiskLibraries { get; init; }

    public Subclient Subclient => Job.Subclient!;
    public Agent Agent => Subclient.BackupSet!.Instance!.Agent!;
    public Client Client => Agent.Client!;

    /// <summary>client/agent/instance/backupset/subclient.</summary>
    public string SubclientPath => string.Join('/',
        Client.Name, Agent.AppName, Subclient.BackupSet!.Instance!.Name, Subclient.BackupSet.Name, Subclient.Name);
}
