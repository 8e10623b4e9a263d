using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Schedule;

/// <summary>
/// When an automatic schedule starts a job. Intervals are hours plus minutes (createtask-semantics.md section 9).
/// </summary>
[WireTolerates("emergencyBackup")]
public sealed record AutomaticSchedule
{
    [WireRange(0)]
    public int? MinBackupInterval { get; init; }

    [WireRange(0)]
    public int? MinBackupIntervalMinutes { get; init; }

    [WireRange(0)]
    public int? MaxBackupInterval { get; init; }

    [WireRange(0)]
    public int? MaxBackupIntervalMinutes { get; init; }

    [WireRange(0)]
    public int? MinSyncInterval { get; init; }

    [WireRange(0)]
    public int? MinSyncIntervalMinutes { get; init; }

    public bool? IgnoreOpWindowPastMaxInterval { get; init; }

    public TimeOnly? SweepStartTime { get; init; }

    public bool? UseStorageSpaceFromMA { get; init; }

    public ScheduleCondition? CpuUtilization { get; init; }

    public ScheduleCondition? CpuUtilizationAbove { get; init; }

    public ScheduleCondition? DiskUsedPercent { get; init; }

    public ScheduleCondition? LogFileNum { get; init; }

    /// <summary>Kilobits a second.</summary>
    public ScheduleCondition? MinNetworkBandwidth { get; init; }

    public ScheduleCondition? WiredNetworkConnection { get; init; }

    public ScheduleCondition? DontUseMeteredNetwork { get; init; }

    public ScheduleCondition? AcPower { get; init; }

    public ScheduleCondition? StopIfOnBattery { get; init; }

    public ScheduleCondition? StopSleepIfBackUp { get; init; }

    [WireName("specfificNetwork")]
    [WireAlias("specificNetwork")]
    public ScheduleCondition? SpecificNetwork { get; init; }
}
