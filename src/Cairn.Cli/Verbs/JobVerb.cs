using System.CommandLine;
using Cairn.Cli.Api;
using Cairn.Cli.Display;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn job</c>: one job, by its id.</summary>
internal static class JobVerb
{
    public static Command Create(Shell shell) => new("job", "Show or control a job.")
    {
        Show(shell),
        Log(shell),
        Wait(shell),
        JobControlVerb.Create(shell, "suspend", "pause", "Stop jobs for now; resume them later."),
        JobControlVerb.Create(shell, "resume", "resume", "Let suspended jobs go on, or pending ones try again now."),
        JobControlVerb.Create(shell, "kill", "kill", "End jobs for good."),
        Priority(shell),
    };

    private static Command Show(Shell shell)
    {
        var (id, json) = (Id(), CommonOption.Json());
        var command = new Command("show", "Show how a job stands.") { id, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = ApiClient.OfSession(shell);
            var job = await JobFollowing.FindAsync(api, parsed.GetRequiredValue(id), cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(job);
            else
                shell.Print(job);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Log(Shell shell)
    {
        var (id, json) = (Id(), CommonOption.Json());
        var command = new Command("log", "Show what happened to a job, and which files failed.") { id, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = ApiClient.OfSession(shell);
            var request = new JobDetailsRequest { JobId = parsed.GetRequiredValue(id), ShowAttempt = true };
            var answer = await api.PostAsync<JobDetailsRequest, JobDetailsResponse>("JobDetails", request, cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(answer);
            else if (answer.Job?.JobDetail is { } detail)
                shell.PrintLog(detail);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Wait(Shell shell)
    {
        var (id, json) = (Id(), CommonOption.Json());
        var command = new Command("wait", "Follow a job until it has ended; exit code 1 if it failed.") { id, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = ApiClient.OfSession(shell);
            var following = new JobFollowing(api, shell, parsed.GetValue(json));
            var job = await following.FollowAsync(parsed.GetRequiredValue(id), cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(job);
            else
                shell.Print(job);
            return shell.ReportEnd(job);
        });
        return command;
    }

    private static Command Priority(Shell shell)
    {
        var id = Id();
        var priority = new Argument<int>("PRIORITY") { Description = "0, the most urgent, to 999." };
        var command = new Command("priority", "Change the order in which a waiting job starts.") { id, priority };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = ApiClient.OfSession(shell);
            var (job, wanted) = (parsed.GetRequiredValue(id), parsed.GetRequiredValue(priority));
            await api.PostAsync<JobActionRequest, JobActionResponse>(
                $"Job/{job}/action/priority", new JobActionRequest { Priority = wanted }, cancellationToken);
            await shell.Output.WriteLineAsync($"Job {job}: priority {wanted}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<int> Id() => new("ID") { Description = "The job's number.", CustomParser = CountingNumber.Parse };
}
