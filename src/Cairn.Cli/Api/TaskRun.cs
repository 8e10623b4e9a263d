using System.Globalization;
using Cairn.Cli.Display;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Cli.Api;

/// <summary>Posts a task and, if that is wanted, follows its jobs.</summary>
internal sealed class TaskRun(ApiClient api, Shell shell, bool wait, bool json)
{
    public async Task<int> RunAsync(CreateTaskRequest request, CancellationToken cancellationToken)
    {
        var created = await api.PostAsync<CreateTaskRequest, CreateTaskResponse>("CreateTask", request, cancellationToken);
        var jobIds = created.JobIds ?? [];
        if (!wait)
        {
            if (json)
                shell.PrintJson(created);
            foreach (var id in json ? [] : jobIds)
                await shell.Output.WriteLineAsync($"Job {id} is started: cairn job wait {id}");
            return ExitCode.Done;
        }

        var jobs = new List<JobSummary>();
        foreach (var id in jobIds)
            jobs.Add(await new JobFollowing(api, shell, json).FollowAsync(int.Parse(id, CultureInfo.InvariantCulture), cancellationToken));
        return Report(jobs);
    }

    private int Report(List<JobSummary> jobs)
    {
        if (json)
        {
            shell.PrintJson(new JobListResponse
            {
                TotalRecordsWithoutPaging = jobs.Count,
                Jobs = [.. jobs.Select(job => new JobEntry { JobSummary = job })],
            });
        }
        else
        {
            jobs.ForEach(job => shell.Print(job));
        }

        return jobs.Count == 0 ? ExitCode.Done : jobs.Max(job => shell.ReportEnd(job));
    }
}
