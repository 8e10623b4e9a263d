namespace Cairn.Wire.Messages.Jobs;

/// <summary>A job in figures. Integers are bytes, counts or UNIX seconds; texts are for display.</summary>
public sealed record JobDetailInfo
{
    public long? StartTime { get; init; }

    public long? EndTime { get; init; }

    public long? UnCompressedBytes { get; init; }

    public long? CompressedBytes { get; init; }

    public long? SizeOfMediaOnDisk { get; init; }

    public long? NumOfObjects { get; init; }

    public long? SkippedItems { get; init; }

    public string? SizeOfApplication { get; init; }

    public string? TransferTime { get; init; }

    public string? DataWritten { get; init; }

    public string? SavingsPercent { get; init; }

    public string? ThroughPut { get; init; }
}
