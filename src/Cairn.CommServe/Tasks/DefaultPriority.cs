namespace Cairn.CommServe.Tasks;

/// <summary>
/// The priority of a job that names none: three digits for operation, client and agent (createtask-semantics.md, section 8).
/// Restores come first and synthetic fulls last; a client's and an agent's digit are 6 until they can be set.
/// </summary>
internal static class DefaultPriority
{
    private const int ClientAndAgent = 66;

    public static int Of(OperationType operation, BackupLevel? level) => (operation, level) switch
    {
        (OperationType.Restore, _) => ClientAndAgent,
        (_, BackupLevel.SyntheticFull) => 900 + ClientAndAgent,
        _ => 100 + ClientAndAgent,
    };
}
