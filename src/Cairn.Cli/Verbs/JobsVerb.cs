using System.CommandLine;
using Cairn.Cli.Api;
using Cairn.Cli.Display;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn jobs</c>: the newest jobs.</summary>
internal static class JobsVerb
{
    private const int Week = 7 * 24 * 3600;

    public static Command Create(Shell shell)
    {
        var active = new Option<bool>("--active") { Description = "Only those that have not ended." };
        var limit = new Option<int>("--limit")
        {
            Description = "How many at most.",
            HelpName = "N",
            DefaultValueFactory = _ => 50,
            CustomParser = CountingNumber.Parse,
        };
        var watch = new Option<bool>("--watch") { Description = "Show the jobs that have not ended, live, until Ctrl-C." };
        var json = CommonOption.Json();
        var command = new Command("jobs", "List the jobs of the last seven days, newest first.") { active, limit, watch, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = ApiClient.OfSession(shell);
            if (parsed.GetValue(watch))
            {
                await WatchAsync(shell, api, cancellationToken);
                return ExitCode.Done;
            }
            var request = new JobListRequest
            {
                Category = parsed.GetValue(active) ? JobCategory.Active : JobCategory.All,
                PagingConfig = new PagingConfig { Limit = parsed.GetValue(limit), Offset = 0, SortField = "jobId", SortDirection = 1 },
                JobFilter = new JobFilter { CompletedJobLookupTime = Week },
            };
            var answer = await api.PostAsync<JobListRequest, JobListResponse>("Jobs", request, cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(answer);
            else
                shell.PrintTable((answer.Jobs ?? []).Select(entry => entry.JobSummary!));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task WatchAsync(Shell shell, ApiClient api, CancellationToken cancellationToken)
    {
        try
        {
            await JobsDisplay.ShowAsync(shell, new JobsFollowing(api).FollowAsync(cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how one stops looking.
        }
    }
}
