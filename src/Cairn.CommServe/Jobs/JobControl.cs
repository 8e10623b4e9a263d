using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Jobs;

/// <summary>
/// Suspends, resumes and ends jobs, and changes their priority. A request is stored before it is acted on; asking again for what is
/// already so is fine. When the call returns, a job that does not run has its new state; a running one is on its way there.
/// </summary>
public sealed class JobControl
{
    /// <summary>The least urgent priority; 0 is the most urgent (createtask-semantics.md, section 8).</summary>
    public const int LeastUrgent = 999;

    private readonly IDbContextFactory<CatalogContext> _catalog;
    private readonly JobSelecting _selecting;
    private readonly JobJournal _journal;
    private readonly RunningJobs _running;

    internal JobControl(IDbContextFactory<CatalogContext> catalog, JobSelecting selecting, JobJournal journal, RunningJobs running) =>
        (_catalog, _selecting, _journal, _running) = (catalog, selecting, journal, running);

    /// <returns>The state that it has now.</returns>
    /// <exception cref="RefusalException"><c>forbidden</c>, <c>unknown-job</c>, <c>wrong-state</c>.</exception>
    public async Task<JobState> ActAsync(int id, JobAction action, Caller caller, CancellationToken cancellationToken)
    {
        var verb = VerbOf(action);
        var was = await FindAsync(id, verb, caller, cancellationToken);
        // Not cancelled with the caller: a request that is stored has to reach the run.
        var state = await _journal.MoveAsync(id, TriggerOf(action), $"asked by {caller.Name}", null, CancellationToken.None)
            ?? throw WrongState(id, was.State, verb);
        if (state is JobState.KillPending or JobState.SuspendPending)
            _running.Stop(id);
        return state;
    }

    /// <summary>Acts on several jobs, one after the other; what is refused for one is done for the others.</summary>
    /// <returns>One for each job that was selected.</returns>
    /// <exception cref="RefusalException">What <see cref="JobSelecting"/> refuses.</exception>
    public async Task<IReadOnlyList<JobOutcome>> ActAsync(
        JobSelection selection, JobAction action, Caller caller, CancellationToken cancellationToken)
    {
        var outcomes = new List<JobOutcome>();
        foreach (var id in await _selecting.FindAsync(selection, caller, cancellationToken))
        {
            try
            {
                outcomes.Add(new JobOutcome(id, await ActAsync(id, action, caller, cancellationToken), null));
            }
            catch (RefusalException refused)
            {
                outcomes.Add(new JobOutcome(id, null, refused));
            }
        }
        return outcomes;
    }

    /// <summary>Changes the order in which a job starts; one that runs goes on, and keeps the priority for its next attempt.</summary>
    /// <param name="id">Which job.</param>
    /// <param name="priority">0, the most urgent, to <see cref="LeastUrgent"/>.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait before anything is stored.</param>
    /// <exception cref="RefusalException">
    /// <c>out-of-range</c>, <c>forbidden</c>, <c>unknown-job</c>; <c>wrong-state</c>: the job has ended.
    /// </exception>
    public async Task ChangePriorityAsync(int id, int priority, Caller caller, CancellationToken cancellationToken)
    {
        if (priority is < 0 or > LeastUrgent)
            throw new RefusalException(RefusalKind.Invalid, "out-of-range", "There is no such priority.")
            {
                Parameter = "priority",
                Value = $"{priority}",
                Allowed = $"0 (the most urgent) to {LeastUrgent}",
            };
        const string verb = "change the priority of";
        var was = await FindAsync(id, verb, caller, cancellationToken);
        if (was.Priority == priority && !was.State.IsFinal())
            return;
        await _journal.NoteAsync(
            id,
            job => job.Priority = job.State.IsFinal() ? throw WrongState(id, job.State, verb) : priority,
            JobEventSeverity.Information, $"priority {was.Priority} became {priority}: asked by {caller.Name}", cancellationToken);
    }

    internal static RefusalException UnknownJob(int id) =>
        new(RefusalKind.Unknown, "unknown-job", $"There is no job {id}.") { Parameter = "jobId", Value = id.ToString(null, null) };

    private static RefusalException WrongState(int id, JobState state, string verb) =>
        new(RefusalKind.Conflict, "wrong-state", $"Job {id} is {state.Text()}: there is nothing to {verb}.");

    private static string VerbOf(JobAction action) => action.ToString().ToLowerInvariant();

    private static JobTrigger TriggerOf(JobAction action) => action switch
    {
        JobAction.Kill => JobTrigger.AskKill,
        JobAction.Suspend => JobTrigger.AskSuspend,
        _ => JobTrigger.AskResume,
    };

    /// <summary>A job that the caller may control: whoever may start such a job may also stop it.</summary>
    private async Task<Job> FindAsync(int id, string verb, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = await _catalog.CreateDbContextAsync(cancellationToken);
        var job = await caller.Rights.Visible(context, context.Jobs).AsNoTracking()
            .Include(job => job.Subclient!.BackupSet!.Instance!.Agent)
            .SingleOrDefaultAsync(job => job.Id == id, cancellationToken) ?? throw UnknownJob(id);
        caller.Demand(job.Operation.NeededRight(), EntityPath.Of(job.Subclient!), $"{verb} job {id}");
        return job;
    }
}
