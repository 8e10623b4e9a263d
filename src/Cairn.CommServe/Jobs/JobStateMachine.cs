using static Cairn.CommServe.Jobs.JobState;
using static Cairn.CommServe.Jobs.JobTrigger;

namespace Cairn.CommServe.Jobs;

/// <summary>
/// What becomes of a job: a pure function of its state and of what happens. The engine stores each answer before it acts on it,
/// so the catalog can be behind by at most the thing that is being done.
/// </summary>
public static class JobStateMachine
{
    /// <summary>The next state, or null where the trigger makes no sense. Asking for what is already so changes nothing.</summary>
    public static JobState? Next(JobState state, JobTrigger trigger) => state switch
    {
        Waiting or Pending => FromQueue(state, trigger),
        Running => FromRunning(trigger),
        SuspendPending => FromSuspendPending(trigger),
        KillPending => FromKillPending(trigger),
        Suspended => FromSuspended(trigger),
        Killed when trigger is AskKill => Killed,
        _ => null,
    };

    private static JobState? FromQueue(JobState state, JobTrigger trigger) => trigger switch
    {
        Dispatch => Running,
        Fail => Failed,
        AskSuspend => Suspended,
        AskKill => Killed,
        // Resuming a pending job is "try now": it no longer waits for its retry time.
        AskResume => Waiting,
        _ => null,
    };

    private static JobState? FromRunning(JobTrigger trigger) => trigger switch
    {
        Fail => Failed,
        BreakOff => Pending,
        AskSuspend => SuspendPending,
        AskResume => Running,
        AskKill => KillPending,
        _ => Completion(trigger),
    };

    // The suspension is as good as reached when the run breaks off meanwhile; when it ends instead, it has ended.
    private static JobState? FromSuspendPending(JobTrigger trigger) => trigger switch
    {
        Fail => Failed,
        BreakOff or Stop => Suspended,
        AskSuspend => SuspendPending,
        AskKill => KillPending,
        _ => Completion(trigger),
    };

    // A run that committed before the request reached it is complete: its data is there.
    private static JobState? FromKillPending(JobTrigger trigger) => trigger switch
    {
        Fail or BreakOff or Stop => Killed,
        AskKill => KillPending,
        _ => Completion(trigger),
    };

    private static JobState? FromSuspended(JobTrigger trigger) => trigger switch
    {
        AskSuspend => Suspended,
        AskResume => Waiting,
        AskKill => Killed,
        _ => null,
    };

    private static JobState? Completion(JobTrigger trigger) => trigger switch
    {
        Complete => Completed,
        CompleteWithErrors => CompletedWithErrors,
        CompleteWithWarnings => CompletedWithWarnings,
        _ => null,
    };
}
