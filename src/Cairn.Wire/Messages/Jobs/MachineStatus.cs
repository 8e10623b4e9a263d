namespace Cairn.Wire.Messages.Jobs;

/// <summary>One machine of a job.</summary>
public sealed record MachineStatus
{
    public string? VmName { get; init; }

    public string? Status { get; init; }

    public long? JobId { get; init; }

    public string? FailureReason { get; init; }
}
