namespace Cairn.CommServe.Jobs.Queueing;

/// <summary>
/// Which waiting jobs start now: the most urgent first, then the oldest, as far as their resources are free. A job that must wait
/// for one resource does not hold up others that need a different one.
/// </summary>
internal static class DispatchPlan
{
    /// <param name="waiting">Jobs that could start, in any order.</param>
    /// <param name="underWay">Jobs that hold resources.</param>
    /// <param name="streams">How many jobs a MediaAgent carries at once.</param>
    public static IReadOnlyList<QueuedJob> Choose(
        IEnumerable<QueuedJob> waiting, IEnumerable<QueuedJob> underWay, int streams)
    {
        var held = new Resources(streams);
        foreach (var job in underWay)
            held.Take(job);

        var chosen = new List<QueuedJob>();
        foreach (var job in waiting.OrderBy(job => job.Priority).ThenBy(job => job.Id))
        {
            if (!held.AreFreeFor(job))
                continue;
            held.Take(job);
            chosen.Add(job);
        }
        return chosen;
    }

    private sealed class Resources(int streams)
    {
        // A job without a MediaAgent fails as soon as it runs; it takes a stream of agent 0, which no MediaAgent has as its id.
        private const int NoMediaAgent = 0;

        private readonly HashSet<int> _subclients = [];
        private readonly Dictionary<int, int> _streamsTaken = [];

        public bool AreFreeFor(QueuedJob job) =>
            !(job.HoldsSubclient && _subclients.Contains(job.SubclientId))
            && _streamsTaken.GetValueOrDefault(job.MediaAgentId ?? NoMediaAgent) < streams;

        public void Take(QueuedJob job)
        {
            if (job.HoldsSubclient)
                _subclients.Add(job.SubclientId);
            var agent = job.MediaAgentId ?? NoMediaAgent;
            _streamsTaken[agent] = _streamsTaken.GetValueOrDefault(agent) + 1;
        }
    }
}
