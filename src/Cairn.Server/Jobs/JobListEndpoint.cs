using Cairn.CommServe.Accounts;
using Cairn.CommServe.Jobs;
using Cairn.Server.Bodies;
using Cairn.Server.Login;
using Cairn.Wire.Messages.Jobs;
using Microsoft.AspNetCore.Http;
using JobFilter = Cairn.CommServe.Jobs.JobFilter;

namespace Cairn.Server.Jobs;

/// <summary>GET Job?… and POST Jobs: lists of jobs, newest first (wire-api.md 4.4).</summary>
internal static class JobListEndpoint
{
    public static Task<IResult> GetAsync(HttpContext context, JobQueries jobs, CancellationToken cancellationToken) =>
        AnswerAsync(JobFilterMapping.Filter(context.Request), context.Caller(), jobs, cancellationToken);

    public static async Task<IResult> PostAsync(HttpContext context, JobQueries jobs, CancellationToken cancellationToken)
    {
        var message = (await RequestBody.ReadAsync<JobListRequest>(context.Request, cancellationToken)).Message;
        return await AnswerAsync(JobFilterMapping.Filter(message), context.Caller(), jobs, cancellationToken);
    }

    private static async Task<IResult> AnswerAsync(JobFilter? filter, Caller caller, JobQueries jobs, CancellationToken cancellationToken)
    {
        var page = filter is null ? new JobPage(0, []) : await jobs.ListAsync(filter, caller, cancellationToken);
        return new WireAnswer<JobListResponse>(JobSummaryMapping.List(page.Total, page.Jobs));
    }
}
