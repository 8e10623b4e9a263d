using Cairn.CommServe.Jobs;
using Cairn.Server.Bodies;
using Cairn.Server.Login;
using Cairn.Wire.Messages.Jobs;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Jobs;

/// <summary>GET Job/{id}: one job, as a list of one.</summary>
internal static class JobEndpoint
{
    public static async Task<IResult> GetAsync(HttpContext context, string id, JobQueries jobs, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(JobId.Parse(id), context.Caller(), cancellationToken) ?? throw JobId.Unknown(id);
        return new WireAnswer<JobListResponse>(JobSummaryMapping.List(1, [job]));
    }
}
