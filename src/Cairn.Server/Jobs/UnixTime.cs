namespace Cairn.Server.Jobs;

/// <summary>Times as the wire has them: whole seconds since 1970, 0 for none.</summary>
internal static class UnixTime
{
    public static long Seconds(DateTimeOffset? time) => time?.ToUnixTimeSeconds() ?? 0;
}
