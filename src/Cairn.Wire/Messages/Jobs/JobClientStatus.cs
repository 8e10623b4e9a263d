namespace Cairn.Wire.Messages.Jobs;

/// <summary>The parts of a job that covers several machines.</summary>
public sealed record JobClientStatus
{
    public IReadOnlyList<MachineStatus>? VmStatus { get; init; }
}
