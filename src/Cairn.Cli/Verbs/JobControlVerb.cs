using System.CommandLine;
using System.CommandLine.Parsing;
using Cairn.Cli.Api;
using Cairn.Cli.Display;
using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn job suspend|resume|kill</c>: of one job, of several, or of all that a client or subclient has.</summary>
internal static class JobControlVerb
{
    public static Command Create(Shell shell, string name, string action, string description)
    {
        var ids = new Argument<int[]>("ID")
        {
            Description = "The jobs' numbers.",
            Arity = ArgumentArity.ZeroOrMore,
            CustomParser = Numbers,
        };
        var client = new Option<string?>("--client") { Description = "All of this client's jobs that have not ended.", HelpName = "NAME" };
        var subclient = new Option<string?>("--subclient")
        {
            Description = $"All of this subclient's jobs that have not ended: {SubclientPath.Form}.",
            HelpName = "SUBCLIENT-PATH",
        };
        var all = new Option<bool>("--all") { Description = "All jobs that have not ended." };
        var command = new Command(name, description) { ids, client, subclient, all };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            shell, action, Request(parsed.GetValue(ids) ?? [], parsed.GetValue(client), parsed.GetValue(subclient), parsed.GetValue(all)), cancellationToken));
        return command;
    }

    private static JobActionRequest Request(int[] ids, string? client, string? subclient, bool all)
    {
        if (new[] { ids.Length > 0, client is not null, subclient is not null, all }.Count(given => given) != 1)
            throw new UsageException("Name the jobs in one way: by ID, with --client, with --subclient, or with --all.");
        return new JobActionRequest
        {
            JobIds = ids.Length > 0 ? [.. ids] : null,
            Entity = client is not null ? new EntityReference { ClientName = client }
                : subclient is not null ? SubclientPath.Parse(subclient)
                : null,
            All = all ? true : null,
        };
    }

    private static async Task<int> RunAsync(Shell shell, string action, JobActionRequest request, CancellationToken cancellationToken)
    {
        using var api = ApiClient.OfSession(shell);
        var answer = await api.PostAsync<JobActionRequest, JobActionResponse>($"Jobs/action/{action}", request, cancellationToken);
        var jobs = answer.Jobs ?? [];
        foreach (var job in jobs)
        {
            if (job.ErrorCode is 0)
                await shell.Output.WriteLineAsync($"Job {job.JobId}: {job.Status}");
            else
                await shell.Error.WriteLineAsync($"cairn: {job.ErrorMessage.AsText()} ({job.Error})");
        }
        if (jobs.Count == 0)
            await shell.Output.WriteLineAsync("No job that has not ended.");
        return jobs.All(job => job.ErrorCode is 0) ? ExitCode.Done : ExitCode.Failed;
    }

    private static int[] Numbers(ArgumentResult result)
    {
        var numbers = new List<int>();
        foreach (var token in result.Tokens)
        {
            if (CountingNumber.TryParse(token.Value, out var number))
                numbers.Add(number);
            else
                result.AddError(CountingNumber.Refusal(token.Value));
        }
        return [.. numbers];
    }
}
