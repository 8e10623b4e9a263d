namespace Cairn.Repository.Checking;

/// <summary>What a repair found and did.</summary>
public sealed record RepairReport
{
    /// <summary>What was wrong; <see cref="DamageState.Healed"/> what is whole again.</summary>
    public required CheckReport Check { get; init; }

    /// <summary>Objects whose parity was made anew.</summary>
    public int ParityWritten { get; init; }

    /// <summary>Packs that were replaced by others with all of their chunks that could be had.</summary>
    public int PacksReplaced { get; init; }

    /// <summary>Whether the index was made anew from the packs.</summary>
    public bool IndexRebuilt { get; init; }
}
