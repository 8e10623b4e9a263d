using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Jobs.Queueing;

/// <summary>What the dispatcher needs to know of a job.</summary>
/// <param name="Id">Also its age: lower is older.</param>
/// <param name="Priority">0 is the most urgent.</param>
/// <param name="SubclientId">A backup holds its subclient; a restore only reads.</param>
/// <param name="Operation">What it does.</param>
/// <param name="MediaAgentId">Whose streams it needs; null where it will find no library anyway.</param>
internal sealed record QueuedJob(int Id, int Priority, int SubclientId, OperationType Operation, int? MediaAgentId)
{
    public bool HoldsSubclient => Operation is OperationType.Backup;
}
