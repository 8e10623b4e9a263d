namespace Cairn.CommServe.Jobs;

/// <summary>What can happen to a job. <see cref="JobStateMachine"/> says what each does in each state.</summary>
public enum JobTrigger
{
    /// <summary>Its resources are free and its turn has come.</summary>
    Dispatch = 1,

    /// <summary>The run ended; all that was asked is done.</summary>
    Complete,

    /// <summary>The run ended and its result counts, but some items could not be read or written.</summary>
    CompleteWithErrors,

    /// <summary>The run ended and its result is whole, but something was odd.</summary>
    CompleteWithWarnings,

    /// <summary>It can't be done, or has been tried often enough.</summary>
    Fail,

    /// <summary>The run was torn off (a fault, a restart of the server) and should be tried again.</summary>
    BreakOff,

    /// <summary>The run has stopped because it was asked to suspend or end.</summary>
    Stop,

    AskSuspend,
    AskResume,
    AskKill,
}
