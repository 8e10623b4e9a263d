using Cairn.Cli.Api;
using Cairn.Cli.Display;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Cli.Tests;

public sealed class JobEndTests
{
    private const string Errors = "Completed w/ one or more errors";

    [Theory]
    [InlineData("Backup", "Completed", ExitCode.Done, "")]
    [InlineData("Restore", "Completed w/ one or more warnings", ExitCode.Done, "")]
    [InlineData("Backup", Errors, ExitCode.Done, "cairn: Job 3: 2 items failed; see cairn job show 3\n")]
    [InlineData("Restore", Errors, ExitCode.Failed, "cairn: Job 3: 2 items failed; see cairn job show 3\n")]
    [InlineData("Backup", "Failed", ExitCode.Failed, "cairn: Job 3 failed: the library is full; see cairn job log 3\n")]
    [InlineData("Backup", "Killed", ExitCode.Failed, "cairn: Job 3 was killed: the library is full; see cairn job log 3\n")]
    public void A_jobs_end_is_an_exit_code_and_what_went_wrong_is_one_line(string type, string status, int exitCode, string error)
    {
        using var errors = new StringWriter { NewLine = "\n" };
        var shell = new Shell(TextWriter.Null, errors, _ => null, IsTerminal: false);
        var job = new JobSummary
        {
            JobId = 3,
            JobType = type,
            Status = status,
            TotalFailedFiles = 2,
            PendingReason = status.StartsWith("Completed", StringComparison.Ordinal) ? "" : "the library is full.",
        };

        Assert.Equal(exitCode, shell.ReportEnd(job));
        Assert.Equal(error, errors.ToString());
    }

    [Fact]
    public void Progress_of_a_job_that_waits_says_what_for()
    {
        var job = new JobSummary { JobId = 3, Status = "Pending", CurrentPhaseName = "Scan", PendingReason = "the library is full" };

        Assert.Equal("Job 3 Pending: the library is full", JobFollowing.State(job).Phase);
    }

    [Theory]
    [InlineData("Pending", "Waits for:")]
    [InlineData("Failed", "Reason:")]
    public void A_reason_is_what_a_job_waits_for_only_while_it_waits(string status, string label)
    {
        using var output = new StringWriter();
        new Shell(output, TextWriter.Null, _ => null, IsTerminal: false)
            .Print(new JobSummary { JobId = 3, Status = status, PendingReason = "the library is full" });

        Assert.Contains(label, output.ToString(), StringComparison.Ordinal);
    }
}
