using Cairn.Repository.Collecting;
using Cairn.Repository.Faults;

namespace Cairn.Repository.Checking;

/// <summary>Looks whether what unfinished collections condemned and decided can be read: if not, they stand in others' way.</summary>
internal static class CollectionInspection
{
    private const string PastHelp =
        "; nor can it be read what was decided, so no repair knows what goes: docs/operations.md, \"What is kept\", says what to do";

    public static async Task InspectAsync(BackupRepository repository, CheckFindings findings, CancellationToken cancellationToken)
    {
        foreach (var state in await CollectionState.ReadAllAsync(repository.Store, cancellationToken))
        {
            if (!state.IsCondemned)
                continue;
            var collection = new Collection(repository, state.Number);
            var condemned = await FaultOfAsync(() => collection.ReadCondemnedAsync(cancellationToken));
            var decided = await FaultOfAsync(() => collection.FindVerdictAsync(cancellationToken));
            if (condemned is not null)
                findings.Add(condemned.ObjectName, condemned.Reason + (decided is null ? "" : PastHelp), isHealable: decided is null);
            if (decided is not null)
                findings.Add(decided.ObjectName, decided.Reason, isHealable: condemned is null);
        }
    }

    private static async Task<RepositoryDamagedException?> FaultOfAsync<T>(Func<Task<T>> read)
    {
        try
        {
            await read();
            return null;
        }
        catch (RepositoryDamagedException e)
        {
            return e;
        }
    }
}
