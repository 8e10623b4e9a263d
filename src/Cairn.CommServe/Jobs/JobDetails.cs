using Cairn.CommServe.Catalog;
using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Jobs;

/// <summary>A job with its history and with what was asked for.</summary>
/// <param name="Job">The job.</param>
/// <param name="Asked">Its subtask, without a pattern.</param>
/// <param name="SubtaskName">The subtask's name.</param>
/// <param name="Attempts">Each try, oldest first.</param>
/// <param name="Events">What happened, oldest first.</param>
/// <param name="ItemFailures">The first files that failed; <see cref="JobView.FilesFailed"/> counts all.</param>
/// <param name="Warnings">What was odd in the request.</param>
public sealed record JobDetails(
    JobView Job,
    SubtaskSpec Asked,
    string SubtaskName,
    IReadOnlyList<JobAttempt> Attempts,
    IReadOnlyList<JobEvent> Events,
    IReadOnlyList<JobItemFailure> ItemFailures,
    IReadOnlyList<TaskWarning> Warnings);
