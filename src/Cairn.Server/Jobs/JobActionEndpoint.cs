using Cairn.CommServe.Jobs;
using Cairn.CommServe.Refusals;
using Cairn.Server.Bodies;
using Cairn.Server.Login;
using Cairn.Wire.Messages.Errors;
using Cairn.Wire.Messages.Jobs;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Jobs;

/// <summary>POST Job/{id}/action/kill, pause or resume, with an empty body (wire-api.md 4.5).</summary>
internal static class JobActionEndpoint
{
    private static readonly JobActionResponse Done = new()
    {
        Errors = [new ErrListGroup { ErrList = [new ErrListItem { ErrorCode = 0, ErrLogMessage = "Operation completed" }] }],
    };

    public static async Task<IResult> RunAsync(HttpContext context, string id, string action, JobControl control)
    {
        var (job, caller, cancellationToken) = (JobId.Parse(id), context.Caller(), context.RequestAborted);
        await (action.ToUpperInvariant() switch
        {
            "KILL" => control.KillAsync(job, caller, cancellationToken),
            "PAUSE" => control.SuspendAsync(job, caller, cancellationToken),
            "RESUME" => control.ResumeAsync(job, caller, cancellationToken),
            _ => throw new RefusalException(RefusalKind.Unknown, "unknown-path", $"A job has no action {action.Shortened()}.")
            {
                Parameter = "action",
                Value = action.Shortened(),
                Allowed = "kill, pause, resume",
            },
        });
        return new WireAnswer<JobActionResponse>(Done);
    }
}
