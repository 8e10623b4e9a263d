namespace Cairn.CommServe.Jobs;

/// <summary>What can be asked of a job. Asking again for what is already so changes nothing.</summary>
public enum JobAction
{
    /// <summary>End it for good.</summary>
    Kill,

    /// <summary>Stop it for now.</summary>
    Suspend,

    /// <summary>Let it go on; a pending job tries again at once.</summary>
    Resume,
}
