using System.Globalization;
using Cairn.CommServe.Refusals;

namespace Cairn.Server.Jobs;

/// <summary>The job that a path names.</summary>
internal static class JobId
{
    /// <exception cref="RefusalException">unknown-job, when it is no number.</exception>
    public static int Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw Unknown(text);

    public static RefusalException Unknown(string text) =>
        new(RefusalKind.Unknown, "unknown-job", $"There is no job {text}.") { Parameter = "jobId", Value = text };
}
