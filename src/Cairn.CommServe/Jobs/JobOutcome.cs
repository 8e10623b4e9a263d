using Cairn.CommServe.Refusals;

namespace Cairn.CommServe.Jobs;

/// <summary>What acting on one of several jobs came to.</summary>
/// <param name="JobId">Which.</param>
/// <param name="State">Where it stands now; null when it was refused.</param>
/// <param name="Refused">Why nothing was done; null when it was.</param>
public sealed record JobOutcome(int JobId, JobState? State, RefusalException? Refused);
