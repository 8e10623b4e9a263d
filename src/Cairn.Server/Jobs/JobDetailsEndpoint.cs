using System.Globalization;
using Cairn.CommServe.Jobs;
using Cairn.Server.Bodies;
using Cairn.Server.Login;
using Cairn.Wire.Messages.Jobs;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Jobs;

/// <summary>POST JobDetails: one job in full. Clients ask for it with every look at a job's status.</summary>
internal static class JobDetailsEndpoint
{
    public static async Task<IResult> RunAsync(HttpContext context, JobQueries jobs, CancellationToken cancellationToken)
    {
        var message = (await RequestBody.ReadAsync<JobDetailsRequest>(context.Request, cancellationToken)).Message;
        var details = await jobs.DetailsAsync(JobId.Of(message.JobId) ?? 0, context.Caller(), cancellationToken)
            ?? throw JobId.Unknown((message.JobId ?? 0).ToString(CultureInfo.InvariantCulture));
        return new WireAnswer<JobDetailsResponse>(
            new JobDetailsResponse { Job = new JobDetailsEntry { JobDetail = JobDetailMapping.Detail(details) } });
    }
}
