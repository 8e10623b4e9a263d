using System.Globalization;
using Cairn.CommServe.Refusals;
using Cairn.Server.Bodies;

namespace Cairn.Server.Jobs;

/// <summary>The job that a path names.</summary>
internal static class JobId
{
    /// <exception cref="RefusalException">unknown-job, when it is no number.</exception>
    public static int Parse(string text) =>
        WireNumber.TryParse(text, out var id) && id <= int.MaxValue ? (int)id : throw Unknown(text);

    /// <summary>The job that a body names; null for none.</summary>
    /// <exception cref="RefusalException">unknown-job, when no job has so high a number.</exception>
    public static int? Of(long? number) =>
        number is > int.MaxValue ? throw Unknown(number.Value.ToString(CultureInfo.InvariantCulture)) : number.Id();

    public static RefusalException Unknown(string text) =>
        new(RefusalKind.Unknown, "unknown-job", $"There is no job {text.Shortened()}.")
        {
            Parameter = "jobId",
            Value = text.Shortened(),
        };
}
