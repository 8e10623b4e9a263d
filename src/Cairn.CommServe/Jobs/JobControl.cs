using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Jobs;

/// <summary>
/// Suspends, resumes and ends jobs. A request is stored before it is acted on; asking again for what is already so is fine.
/// When the call returns, a job that does not run has its new state; a running one is on its way there.
/// </summary>
public sealed class JobControl
{
    private readonly IDbContextFactory<CatalogContext> _catalog;
    private readonly JobJournal _journal;
    private readonly RunningJobs _running;

    internal JobControl(IDbContextFactory<CatalogContext> catalog, JobJournal journal, RunningJobs running) =>
        (_catalog, _journal, _running) = (catalog, journal, running);

    /// <exception cref="RefusalException"><c>forbidden</c>, <c>unknown-job</c>, <c>wrong-state</c>.</exception>
    public Task KillAsync(int id, Caller caller, CancellationToken cancellationToken) =>
        AskAsync(id, JobTrigger.AskKill, "kill", caller, cancellationToken);

    /// <inheritdoc cref="KillAsync"/>
    public Task SuspendAsync(int id, Caller caller, CancellationToken cancellationToken) =>
        AskAsync(id, JobTrigger.AskSuspend, "suspend", caller, cancellationToken);

    /// <summary>Also makes a pending job try again at once.</summary>
    /// <inheritdoc cref="KillAsync"/>
    public Task ResumeAsync(int id, Caller caller, CancellationToken cancellationToken) =>
        AskAsync(id, JobTrigger.AskResume, "resume", caller, cancellationToken);

    internal static RefusalException UnknownJob(int id) =>
        new(RefusalKind.Unknown, "unknown-job", $"There is no job {id}.") { Parameter = "jobId", Value = id.ToString(null, null) };

    private async Task AskAsync(int id, JobTrigger trigger, string verb, Caller caller, CancellationToken cancellationToken)
    {
        var was = await StateAsync(id, verb, caller, cancellationToken);
        // Not cancelled with the caller: a request that is stored has to reach the run.
        var state = await _journal.MoveAsync(id, trigger, $"asked by {caller.Name}", null, CancellationToken.None)
            ?? throw new RefusalException(RefusalKind.Conflict, "wrong-state", $"Job {id} is {was.Text()}: there is nothing to {verb}.");
        if (state is JobState.KillPending or JobState.SuspendPending)
            _running.Stop(id);
    }

    /// <summary>The state of a job that the caller may control: whoever may start such a job may also stop it.</summary>
    private async Task<JobState> StateAsync(int id, string verb, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = await _catalog.CreateDbContextAsync(cancellationToken);
        var job = await caller.Rights.Visible(context, context.Jobs).AsNoTracking()
            .Include(job => job.Subclient!.BackupSet!.Instance!.Agent)
            .SingleOrDefaultAsync(job => job.Id == id, cancellationToken) ?? throw UnknownJob(id);
        caller.Demand(job.Operation.NeededRight(), EntityPath.Of(job.Subclient!), $"{verb} job {id}");
        return job.State;
    }
}
