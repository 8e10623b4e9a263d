using System.Globalization;
using Cairn.Cli.Api;
using Cairn.Cli.Display;
using Cairn.Cli.Verbs;
using Cairn.DataAgents.FileSystem.Comparison;
using Cairn.Server.Hosting;
using Cairn.Wire.Messages.Browse;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.CreateTask.Backup;
using Cairn.Wire.Messages.CreateTask.Restore;
using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Cli.Quickstart;

/// <summary>A first backup and restore of one folder, told step by step and done through the API, as a script would do it.</summary>
internal sealed class QuickstartRun(Shell shell, CairnServer server, string source, string target) : IDisposable
{
    private const string SubclientName = "quickstart";
    private const string User = "admin";
    private const int ItemsShown = 20;

    private readonly string client = Environment.MachineName;
    private readonly List<SentRequest> sent = [];
    private ApiClient api = new(server.Urls[0], token: null);

    private EntityReference Subclient => new()
    {
        ClientName = client,
        AppName = "File System",
        BackupSetName = "defaultBackupSet",
        SubclientName = SubclientName,
    };

    /// <exception cref="FailureException">A step failed, or what came back differs.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await LogInAsync(cancellationToken);
        Say($"Making a subclient for {source}");
        var inventory = InventoryDocument.OfSubclient(client, SubclientName, source);
        await ApplyVerb.ApplyAsync(api, inventory, dryRun: false, cancellationToken);

        Say("Backing it up: POST /CreateTask");
        var backup = await RunJobAsync(BackupVerb.Request(Subclient, BackupLevel.Full), cancellationToken);
        var leftOut = await LeftOutAsync(backup, cancellationToken);
        await ListAsync(backup.JobId, cancellationToken);

        Say($"Restoring it to {target}");
        await RunJobAsync(RestoreRequest(backup.JobId), cancellationToken);
        await CompareAsync(leftOut, cancellationToken);
        ShowRequests();
    }

    public void Dispose() => api.Dispose();

    private async Task LogInAsync(CancellationToken cancellationToken)
    {
        var password = await File.ReadAllLinesAsync(PasswordFile, cancellationToken);
        var token = await LoginVerb.LogInAsync(api, User, password[0], cancellationToken);
        api.Dispose();
        api = new ApiClient(server.Urls[0], token) { OnSend = sent.Add };
    }

    private string PasswordFile => server.AdminPasswordFile
        ?? throw new FailureException("The data folder has no admin-password any more: give another one with --data.");

    private async Task<JobSummary> RunJobAsync(CreateTaskRequest request, CancellationToken cancellationToken)
    {
        var created = await api.PostAsync<CreateTaskRequest, CreateTaskResponse>("CreateTask", request, cancellationToken);
        var id = int.Parse(created.JobIds![0], CultureInfo.InvariantCulture);
        var job = await new JobFollowing(api, shell, quiet: false).FollowAsync(id, cancellationToken);
        shell.Print(job);
        return job.IsSuccess() ? job : throw new FailureException($"{job.Complaint()}.");
    }

    /// <summary>What the backup could not read, as paths from the source on.</summary>
    private async Task<HashSet<string>> LeftOutAsync(JobSummary backup, CancellationToken cancellationToken)
    {
        if (backup.TotalFailedFiles is not > 0)
            return [];
        await shell.Output.WriteLineAsync($"{Figures.Count(backup.TotalFailedFiles.Value, "item")} could not be read and are left out:");
        var request = new JobDetailsRequest { JobId = backup.JobId };
        var details = await api.PostAsync<JobDetailsRequest, JobDetailsResponse>("JobDetails", request, cancellationToken);
        var items = details.Job?.JobDetail?.FailedItems ?? [];
        foreach (var item in items.Take(ItemsShown))
            await shell.Output.WriteLineAsync($"{item.Path.AsText()}: {item.Reason.AsText()}");
        return [.. items.Select(item => item.Path ?? "")
            .Where(path => path.StartsWith(source, StringComparison.Ordinal))
            .Select(path => path[source.Length..])];
    }

    private async Task ListAsync(long? backupJob, CancellationToken cancellationToken)
    {
        Say("In the backup:");
        var items = await new BackupBrowser(api, Subclient, jobId: backupJob)
            .ReadAsync(BrowseOperation.Find, source + "/**", cancellationToken);
        shell.Print([.. items.Take(ItemsShown)], json: false);
        if (items.Count > ItemsShown)
            await shell.Output.WriteLineAsync($"… and {Figures.Count(items.Count - ItemsShown)} more");
    }

    private CreateTaskRequest RestoreRequest(long? backupJob) => RestoreVerb.Request(Subclient, [source], new RestoreOptions
    {
        BrowseOption = new BrowseOption { BrowseJobId = backupJob },
        Destination = RestoreVerb.Destination(Subclient, target),
    });

    private async Task CompareAsync(HashSet<string> leftOut, CancellationToken cancellationToken)
    {
        var restored = Path.Combine(target, Path.GetFileName(source));
        Say($"Comparing {source} with {restored}");
        var found = await TreeComparison.CompareAsync(source, restored, cancellationToken);
        TreeDifference[] differences = [.. found.Where(difference => !leftOut.Contains(difference.Path))];
        foreach (var difference in differences.Take(ItemsShown))
            await shell.Output.WriteLineAsync(difference.ToString().AsText());
        if (differences.Length > 0)
            throw new FailureException($"{Figures.Count(differences.Length, "difference")} between {source} and what was restored.");
        await shell.Output.WriteLineAsync(
            $"They are identical{(leftOut.Count > 0 ? " but for what is left out" : "")}: "
            + "names, contents, modes, owners, times, links and attributes.");
    }

    private void ShowRequests()
    {
        Say("The same by hand:");
        shell.Output.WriteLine(CurlText.OfLogin(api.Server, User, PasswordFile));
        foreach (var request in sent.Distinct())
            shell.Output.WriteLine(CurlText.Of(api.Server, request));
    }

    private void Say(string text) => shell.Output.WriteLine($"{Environment.NewLine}== {text}");
}
