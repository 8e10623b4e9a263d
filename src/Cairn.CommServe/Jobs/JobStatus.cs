using System.Diagnostics;

namespace Cairn.CommServe.Jobs;

/// <summary>What clients are told about a state, and what a state means to them.</summary>
public static class JobStatus
{
    /// <summary>The text on the wire (wire-api.md 4.3). Programs look for "completed", "failed" and "killed" in it.</summary>
    public static string Text(this JobState state) => state switch
    {
        JobState.Waiting => "Waiting",
        JobState.Running => "Running",
        JobState.Pending => "Pending",
        JobState.Suspended => "Suspended",
        JobState.SuspendPending => "Suspend Pending",
        JobState.KillPending => "Kill Pending",
        JobState.Completed => "Completed",
        JobState.CompletedWithErrors => "Completed w/ one or more errors",
        JobState.CompletedWithWarnings => "Completed w/ one or more warnings",
        JobState.Failed => "Failed",
        JobState.Killed => "Killed",
        _ => throw new UnreachableException($"State {state} has no text."),
    };

    /// <summary>Nothing changes any more.</summary>
    public static bool IsFinal(this JobState state) => state >= JobState.Completed;

    /// <summary>What the job was to do is done and counts.</summary>
    public static bool IsSuccess(this JobState state) =>
        state is JobState.Completed or JobState.CompletedWithErrors or JobState.CompletedWithWarnings;

    /// <summary>A run of it is under way, so it holds its resources.</summary>
    public static bool IsUnderWay(this JobState state) =>
        state is JobState.Running or JobState.SuspendPending or JobState.KillPending;
}
