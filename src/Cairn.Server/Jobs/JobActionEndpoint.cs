using Cairn.CommServe.Jobs;
using Cairn.CommServe.Refusals;
using Cairn.Server.Bodies;
using Cairn.Server.CreateTask;
using Cairn.Server.Errors;
using Cairn.Server.Login;
using Cairn.Wire.Messages.Errors;
using Cairn.Wire.Messages.Jobs;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Jobs;

/// <summary>
/// POST Job/{id}/action/kill, pause or resume, with an empty body (wire-api.md 4.5), or priority; and the first three for several jobs:
/// POST Jobs/action/….
/// </summary>
internal static class JobActionEndpoint
{
    private const string Priority = "PRIORITY";

    private static readonly ErrListItem Done = new() { ErrorCode = 0, ErrLogMessage = "Operation completed" };

    public static async Task<IResult> RunAsync(
        HttpContext context, string id, string action, JobControl control, CancellationToken cancellationToken)
    {
        var (job, caller) = (JobId.Parse(id), context.Caller());
        if (action.Equals(Priority, StringComparison.OrdinalIgnoreCase))
            await control.ChangePriorityAsync(job, await PriorityAsync(context.Request, cancellationToken), caller, cancellationToken);
        else
            await control.ActAsync(job, ActionOf(action, "kill, pause, resume, priority"), caller, cancellationToken);
        return Answer([Done], null);
    }

    public static async Task<IResult> RunOnSeveralAsync(
        HttpContext context, string action, JobControl control, CancellationToken cancellationToken)
    {
        var (wanted, caller) = (ActionOf(action, "kill, pause, resume"), context.Caller());
        var message = (await RequestBody.ReadAsync<JobActionRequest>(context.Request, cancellationToken)).Message;
        var outcomes = await control.ActAsync(Selection(message), wanted, caller, cancellationToken);
        return Answer(
            [.. outcomes.Select(outcome => outcome.Refused is { } refused ? Item(refused) : Done).DefaultIfEmpty(Done)],
            [.. outcomes.Select(Entry)]);
    }

    private static JobAction ActionOf(string action, string allowed) => action.ToUpperInvariant() switch
    {
        "KILL" => JobAction.Kill,
        "PAUSE" => JobAction.Suspend,
        "RESUME" => JobAction.Resume,
        _ => throw new RefusalException(RefusalKind.Unknown, "unknown-path", $"A job has no action {action.Shortened()}.")
        {
            Parameter = "action",
            Value = action.Shortened(),
            Allowed = allowed,
        },
    };

    private static async Task<int> PriorityAsync(HttpRequest request, CancellationToken cancellationToken) =>
        (await RequestBody.ReadAsync<JobActionRequest>(request, cancellationToken)).Message.Priority
        ?? throw new RefusalException(RefusalKind.Invalid, "priority-missing", "The request says no priority.")
        {
            Parameter = "priority",
            Allowed = $"0 (the most urgent) to {JobControl.LeastUrgent}",
        };

    private static JobSelection Selection(JobActionRequest request) => new()
    {
        JobIds = [.. (request.JobIds ?? []).Select(id => JobId.Of(id)).OfType<int>()],
        Entity = request.Entity is { } entity ? AssociationMapping.Spec(entity) : null,
        All = request.All == true,
    };

    private static JobActionEntry Entry(JobOutcome outcome) => new()
    {
        JobId = outcome.JobId,
        Status = outcome.State?.Text(),
        ErrorCode = outcome.Refused is { } refused ? ErrorAnswer.Of(refused).Status : 0,
        Error = outcome.Refused?.Word,
        ErrorMessage = outcome.Refused?.Message,
    };

    private static ErrListItem Item(RefusalException refused) =>
        new() { ErrorCode = ErrorAnswer.Of(refused).Status, ErrLogMessage = refused.Message };

    private static WireAnswer<JobActionResponse> Answer(IReadOnlyList<ErrListItem> items, IReadOnlyList<JobActionEntry>? jobs) =>
        new(new JobActionResponse { Errors = [new ErrListGroup { ErrList = items }], Jobs = jobs });
}
