using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask;

namespace Cairn.Server.CreateTask;

/// <summary>How a job is run (createtask-semantics.md section 8): of each pair of switch and figure the switch decides.</summary>
internal static class JobOptionsMapping
{
    private static readonly TimeSpan DefaultRunningTime = TimeSpan.FromHours(1);

    public static JobOptions Options(CommonOptions common, RequestPart part)
    {
        var retry = common.JobRetry ?? new JobRetryOptions();
        var startUp = common.StartUp ?? new StartUpOptions();
        var limited = retry.RunningTime?.EnableTotalRunningTime ?? false;
        return new JobOptions
        {
            Description = part.Try(() => Description(common.JobDescription ?? "")) ?? "",
            Priority = Priority(startUp, part),
            StartSuspended = startUp.StartInSuspendedState ?? false,
            Retries = retry.EnableNumberOfRetries ?? false ? retry.NumberOfRetries ?? 0 : null,
            TotalRunningTime = limited ? part.Try<TimeSpan?>(() => RunningTime(retry.RunningTime?.TotalRunningTime)) : null,
            KillWhenRunningTimeExpires = limited && (retry.KillRunningJobWhenTotalRunningTimeExpires ?? false),
        };
    }

    private static int? Priority(StartUpOptions startUp, RequestPart part)
    {
        if (startUp.UseDefaultPriority == false)
            return startUp.Priority;
        if (startUp is { UseDefaultPriority: null, Priority: not null })
        {
            part.Warn(
                "priority-ignored", "startUpOpts.priority", "The priority counts only with useDefaultPriority=false; the default is used.");
        }

        return null;
    }

    private static TimeSpan RunningTime(TimeSpan? asked) => asked != TimeSpan.Zero
        ? asked ?? DefaultRunningTime
        : throw new RefusalException(RefusalKind.Invalid, WireError.OutOfRange, "A job can't run for no time at all.")
        {
            Parameter = "totalRunningTime",
            Value = "0",
            Allowed = "1 second or more with enableTotalRunningTime",
        };

    private static string Description(string text) => text.Length <= JobOptions.MaximumDescriptionLength
        ? text
        : throw new RefusalException(RefusalKind.Invalid, "too-long", "jobDescription is too long.")
        {
            Parameter = "jobDescription",
            Value = text.Shortened(),
            Allowed = $"up to {JobOptions.MaximumDescriptionLength} characters",
        };
}
