using Cairn.CommServe.Refusals;
using Cairn.Server.Bodies;
using Cairn.Wire;
using Cairn.Wire.Messages.Jobs;
using Microsoft.AspNetCore.Http;
using JobCategory = Cairn.CommServe.Jobs.JobCategory;
using JobFilter = Cairn.CommServe.Jobs.JobFilter;

namespace Cairn.Server.Jobs;

/// <summary>Which jobs a list is to show; null when there can be none.</summary>
internal static class JobFilterMapping
{
    private const int DefaultTake = 1000;

    public static JobFilter? Filter(JobListRequest request)
    {
        var asked = request.JobFilter ?? new();
        var paging = request.PagingConfig ?? new();
        var filter = new JobFilter
        {
            Category = (JobCategory)(request.Category ?? Wire.Messages.Jobs.JobCategory.All),
            EndedWithin = Within(asked.CompletedJobLookupTime),
            ClientIds = [.. (asked.ClientList ?? []).Select(client => client.ClientId.Given()).OfType<int>()],
            BackupSetId = asked.Entity?.BackupSetId.Given(),
            SubclientId = asked.Entity?.SubclientId.Given(),
            OldestFirst = paging.SortDirection == 0,
            Skip = paging.Offset ?? 0,
            Take = Take(paging.Limit),
        };
        return JobTypes.Narrow(filter, asked.JobTypeList ?? []);
    }

    /// <summary>Paging may come in the query or, from some clients, in headers.</summary>
    public static JobFilter? Filter(HttpRequest request)
    {
        var query = request.Query;
        var filter = new JobFilter
        {
            Category = Category(query["jobCategory"].ToString()),
            EndedWithin = Within(Number("completedJobLookupTime", query["completedJobLookupTime"].ToString())),
            ClientIds = Number("clientId", query["clientId"].ToString()).Id() is { } client ? [client] : [],
            Skip = Number("offset", First(query["offset"].ToString(), request.Headers["offset"].ToString())).Id() ?? 0,
            Take = Take(Number("limit", First(query["limit"].ToString(), request.Headers["limit"].ToString())).Id()),
        };
        // Absent means backups, empty means all.
        var types = query.TryGetValue("jobFilter", out var given) ? given.ToString() : "Backup";
        return JobTypes.Narrow(filter, types.Split(','));
    }

    private static TimeSpan? Within(long? seconds) => seconds switch
    {
        null or 0 => null,
        > int.MaxValue => null,
        _ => TimeSpan.FromSeconds(seconds.Value),
    };

    private static int Take(int? limit) => Math.Clamp(limit is null or 0 ? DefaultTake : limit.Value, 1, JobFilter.MaximumTake);

    private static string First(string one, string other) => one.Length > 0 ? one : other;

    private static JobCategory Category(string text) => text.ToUpperInvariant() switch
    {
        "" or "ALL" => JobCategory.All,
        "ACTIVE" => JobCategory.Active,
        "FINISHED" => JobCategory.Finished,
        _ => throw new RefusalException(RefusalKind.Invalid, WireError.InvalidEnum, "jobCategory is not known.")
        {
            Parameter = "jobCategory",
            Value = text,
            Allowed = "Active, Finished, All",
        },
    };

    private static long? Number(string parameter, string text)
    {
        if (text.Length == 0)
            return null;
        return WireNumber.TryParse(text, out var number)
            ? number
            : throw new RefusalException(RefusalKind.Invalid, WireError.InvalidNumber, $"{parameter} is no number.")
            {
                Parameter = parameter,
                Value = text,
                Allowed = "a whole number, 0 or more",
            };
    }
}
