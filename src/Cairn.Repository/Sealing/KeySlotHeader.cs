namespace Cairn.Repository.Sealing;

/// <summary>The clear line of a key slot.</summary>
internal sealed record KeySlotHeader
{
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    /// <summary>The repository that the slot is of: a slot of another opens nothing.</summary>
    public required Guid Repository { get; init; }

    /// <summary>Whether the passphrase only lets write.</summary>
    public required bool WriteOnly { get; init; }

    public required string Label { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Argon2id: memory in KiB, passes; one lane, version 1.3.</summary>
    public required int MemoryKiB { get; init; }

    public required int Passes { get; init; }

    /// <summary>16 bytes in hexadecimal digits.</summary>
    public required string Salt { get; init; }
}
