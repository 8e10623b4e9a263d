using Cairn.CommServe.Jobs;
using CsCheck;
using static Cairn.CommServe.Jobs.JobState;
using static Cairn.CommServe.Jobs.JobTrigger;

namespace Cairn.CommServe.Tests.Jobs;

public sealed class JobStateMachineTests
{
    /// <summary>Every pair that is allowed; all others are refused.</summary>
    private static readonly Dictionary<(JobState, JobTrigger), JobState> Allowed = new()
    {
        [(Waiting, Dispatch)] = Running,
        [(Waiting, Fail)] = Failed,
        [(Waiting, AskSuspend)] = Suspended,
        [(Waiting, AskResume)] = Waiting,
        [(Waiting, AskKill)] = Killed,

        [(Pending, Dispatch)] = Running,
        [(Pending, Fail)] = Failed,
        [(Pending, AskSuspend)] = Suspended,
        [(Pending, AskResume)] = Waiting,
        [(Pending, AskKill)] = Killed,

        [(Running, Complete)] = Completed,
        [(Running, CompleteWithErrors)] = CompletedWithErrors,
        [(Running, CompleteWithWarnings)] = CompletedWithWarnings,
        [(Running, Fail)] = Failed,
        [(Running, BreakOff)] = Pending,
        [(Running, AskSuspend)] = SuspendPending,
        [(Running, AskResume)] = Running,
        [(Running, AskKill)] = KillPending,

        [(SuspendPending, Complete)] = Completed,
        [(SuspendPending, CompleteWithErrors)] = CompletedWithErrors,
        [(SuspendPending, CompleteWithWarnings)] = CompletedWithWarnings,
        [(SuspendPending, Fail)] = Failed,
        [(SuspendPending, BreakOff)] = Suspended,
        [(SuspendPending, Stop)] = Suspended,
        [(SuspendPending, AskSuspend)] = SuspendPending,
        [(SuspendPending, AskKill)] = KillPending,

        [(KillPending, Complete)] = Completed,
        [(KillPending, CompleteWithErrors)] = CompletedWithErrors,
        [(KillPending, CompleteWithWarnings)] = CompletedWithWarnings,
        [(KillPending, Fail)] = Killed,
        [(KillPending, BreakOff)] = Killed,
        [(KillPending, Stop)] = Killed,
        [(KillPending, AskKill)] = KillPending,

        [(Suspended, AskSuspend)] = Suspended,
        [(Suspended, AskResume)] = Waiting,
        [(Suspended, AskKill)] = Killed,

        [(Killed, AskKill)] = Killed,
    };

    private static readonly JobState[] States = Enum.GetValues<JobState>();
    private static readonly JobTrigger[] Triggers = Enum.GetValues<JobTrigger>();

    public static TheoryData<JobState, JobTrigger> AllPairs()
    {
        var pairs = new TheoryData<JobState, JobTrigger>();
        foreach (var state in States)
            foreach (var trigger in Triggers)
                pairs.Add(state, trigger);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void Each_pair_of_state_and_trigger_is_decided(JobState state, JobTrigger trigger) =>
        Assert.Equal(Allowed.TryGetValue((state, trigger), out var next) ? next : null, JobStateMachine.Next(state, trigger));

    /// <summary>docs/jobs.md prints what is decided; <c>CAIRN_WRITE_TABLES=1</c> writes it anew.</summary>
    [Fact]
    public void The_manual_has_the_table_as_it_is()
    {
        var file = StateTable.ManualFile;
        var (text, table) = (File.ReadAllText(file), StateTable.Print());
        var (start, end) = (text.IndexOf(StateTable.Begin, StringComparison.Ordinal), text.IndexOf(StateTable.End, StringComparison.Ordinal));
        Assert.True(start >= 0 && end > start, "docs/jobs.md has no place for the table");
        if (Environment.GetEnvironmentVariable("CAIRN_WRITE_TABLES") == "1")
            File.WriteAllText(file, text[..start] + table + text[end..]);
        else
            Assert.Equal(table, text[start..end]);
    }

    [Fact]
    public void Random_histories_keep_the_promises_of_the_states() =>
        Gen.Int[0, Triggers.Length - 1].Select(index => Triggers[index]).List[0, 60].Sample(triggers =>
        {
            var state = Waiting;
            var killAsked = false;
            foreach (var trigger in triggers)
            {
                if (JobStateMachine.Next(state, trigger) is not { } next)
                    continue;
                Assert.False(state.IsFinal() && next != state, "A job that has ended stays as it is.");
                Assert.True(!next.IsUnderWay() || state.IsUnderWay() || trigger is Dispatch, "Only the dispatcher starts a run.");
                Assert.True(!next.IsSuccess() || state.IsUnderWay(), "Only a run can succeed.");
                killAsked |= trigger is AskKill;
                Assert.True(!killAsked || next is KillPending || next.IsFinal(), "A job asked to end never goes back to the queue.");
                state = next;
            }
            Assert.True(state.IsFinal() || JobStateMachine.Next(state, AskKill) is not null, "What has not ended can be ended.");
        });

    [Theory]
    [InlineData(Waiting, "Waiting")]
    [InlineData(SuspendPending, "Suspend Pending")]
    [InlineData(KillPending, "Kill Pending")]
    [InlineData(CompletedWithErrors, "Completed w/ one or more errors")]
    [InlineData(CompletedWithWarnings, "Completed w/ one or more warnings")]
    public void States_have_the_texts_that_clients_know(JobState state, string text) => Assert.Equal(text, state.Text());

    [Fact]
    public void Clients_can_tell_from_the_text_whether_a_job_has_ended()
    {
        string[] endings = ["completed", "killed", "committed", "failed"];
        Assert.All(States, state => Assert.Equal(
            state.IsFinal(), endings.Any(ending => state.Text().Contains(ending, StringComparison.OrdinalIgnoreCase))));
    }
}
