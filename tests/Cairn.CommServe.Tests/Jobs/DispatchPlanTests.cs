using Cairn.CommServe.Jobs.Queueing;
using Cairn.CommServe.Tasks;
using CsCheck;

namespace Cairn.CommServe.Tests.Jobs;

public sealed class DispatchPlanTests
{
    private const int MediaAgent = 5;

    [Fact]
    public void The_most_urgent_job_starts_first_and_equals_by_age() =>
        Assert.Equal([4, 2, 3, 1], Chosen(streams: 9, Backup(1, subclient: 1, priority: 966), Backup(2, 2), Backup(3, 3), Backup(4, 4, priority: 0)));

    [Fact]
    public void Two_backups_of_a_subclient_run_one_after_the_other() =>
        Assert.Equal([1, 3], Chosen(streams: 9, Backup(1, subclient: 7), Backup(2, subclient: 7), Backup(3, subclient: 8)));

    [Fact]
    public void A_restore_does_not_wait_for_a_backup_of_its_subclient() =>
        Assert.Equal([2, 1], Chosen(streams: 9, Backup(1, subclient: 7), new QueuedJob(2, 66, 7, OperationType.Restore, MediaAgent)));

    [Fact]
    public void A_full_media_agent_does_not_hold_up_the_jobs_of_another() =>
        Assert.Equal([1, 3], Chosen(streams: 1, Backup(1, 1), Backup(2, 2), Backup(3, 3) with { MediaAgentId = MediaAgent + 1 }));

    [Fact]
    public void Jobs_under_way_hold_what_they_took()
    {
        var chosen = DispatchPlan.Choose([Backup(2, subclient: 7), Backup(3, subclient: 8), Backup(4, subclient: 9)], [Backup(1, subclient: 7)], 2);

        Assert.Equal([3], chosen.Select(job => job.Id));
    }

    [Fact]
    public void No_plan_takes_more_than_there_is_and_none_leaves_a_job_that_could_start()
    {
        var job = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 4], Gen.Bool, Gen.Int[1, 2]);
        Gen.Select(job.Array[0, 20], Gen.Int[1, 4]).Sample((rows, streams) =>
        {
            var jobs = rows.Select((row, index) => new QueuedJob(
                index, row.Item1, row.Item2, row.Item3 ? OperationType.Backup : OperationType.Restore, row.Item4)).ToList();
            var chosen = DispatchPlan.Choose(jobs, [], streams);

            Assert.All(chosen.GroupBy(each => each.MediaAgentId), agent => Assert.InRange(agent.Count(), 1, streams));
            Assert.All(chosen.Where(each => each.HoldsSubclient).GroupBy(each => each.SubclientId), held => Assert.Single(held));
            Assert.Empty(DispatchPlan.Choose(jobs.Except(chosen), chosen, streams));
        });
    }

    private static QueuedJob Backup(int id, int subclient, int priority = 166) =>
        new(id, priority, subclient, OperationType.Backup, MediaAgent);

    private static IEnumerable<int> Chosen(int streams, params QueuedJob[] waiting) =>
        DispatchPlan.Choose(waiting, [], streams).Select(job => job.Id);
}
