namespace Cairn.CommServe.Jobs;

/// <summary>Where a job stands. The texts that clients see: wire-api.md 4.3.</summary>
public enum JobState
{
    /// <summary>May run as soon as its resources are free.</summary>
    Waiting = 1,
    Running = 2,

    /// <summary>Broke off (a fault, a restart of the server) and will run again.</summary>
    Pending = 3,
    Suspended = 4,

    /// <summary>Running, asked to suspend.</summary>
    SuspendPending = 5,

    /// <summary>Running, asked to end.</summary>
    KillPending = 6,

    Completed = 10,
    CompletedWithErrors = 11,
    CompletedWithWarnings = 12,
    Failed = 13,
    Killed = 14,
}
