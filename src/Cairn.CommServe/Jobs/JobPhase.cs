namespace Cairn.CommServe.Jobs;

/// <summary>The phases that the engine itself adds to those of the agents, in the field's words.</summary>
internal static class JobPhase
{
    public const string ArchiveIndex = "Archive Index";
    public const string SyntheticFull = "Synthetic Full";
}
