namespace Cairn.Server.Tests.Manifest;

/// <summary>
/// Entries whose expectations need what is not built yet, and what that is. They run like all others; one that passes must leave this list.
/// </summary>
internal static class Pending
{
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["045-schedule-with-alert.xml"] = "the first run of a schedule is not computed yet",
    };
}
