namespace Cairn.CommServe.Jobs;

/// <param name="Total">How many jobs the filter matches.</param>
/// <param name="Jobs">Those of the page.</param>
public sealed record JobPage(int Total, IReadOnlyList<JobView> Jobs);
