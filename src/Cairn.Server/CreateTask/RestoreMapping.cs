using Cairn.CommServe.Browsing;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.Server.Bodies;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask.Restore;
using Cairn.Wire.Messages.CreateTask.Schedule;
using RestoreOptions = Cairn.CommServe.Tasks.RestoreOptions;
using WireRestoreOptions = Cairn.Wire.Messages.CreateTask.Restore.RestoreOptions;

namespace Cairn.Server.CreateTask;

/// <summary>What comes back and to where (wire-api.md 5.2).</summary>
internal static class RestoreMapping
{
    /// <summary>Part of the item by which clients ask for chosen versions of the files beside it.</summary>
    private const string VersionMark = "|#15!vErSiOnS|#15!";

    public static RestoreOptions Options(WireRestoreOptions restore)
    {
        var browse = restore.BrowseOption ?? new BrowseOption();
        var common = restore.Common ?? new RestoreCommonOptions();
        return new RestoreOptions
        {
            Paths = [.. (restore.FileOption?.SourceItem ?? []).Select(Path)],
            Destination = Destination(restore.Destination),
            DestinationClientId = restore.Destination?.DestClient?.ClientId.Given(),
            DestinationClientName = restore.Destination?.DestClient?.ClientName,
            FromJobId = browse.BrowseJobId.Id(),
            At = Instant(browse.TimeRange?.ToTimeValue, browse.TimeZone),
            Overwrite = common.DoNotOverwriteFileOnDisk != true && (common.UnconditionalOverwrite ?? true),
            Others = AskedFor(restore, browse, common),
        };
    }

    private static string Path(string item) => item.Contains(VersionMark, StringComparison.Ordinal)
        ? throw new RefusalException(
            RefusalKind.Invalid, "unsupported-version-item", "Versions are chosen by browseJobId or toTimeValue here, not by a version item.")
        {
            Parameter = "sourceItem",
            Value = item,
            Allowed = "absolute paths",
        }
        : BackupPath.Parse(item).ToString();

    private static string? Destination(RestoreDestination? destination)
    {
        var path = destination?.DestPath?.FirstOrDefault(folder => folder.Length > 0);
        if (destination?.InPlace ?? path is null)
            return null;
        return path is null
            ? throw new RefusalException(RefusalKind.Invalid, "destination-missing", "A restore that is not in place needs destPath.")
            {
                Parameter = "destPath",
                Allowed = "one absolute path",
            }
            : BackupPath.Parse(path).ToString();
    }

    private static DateTimeOffset? Instant(WireDate? date, TimeZoneReference? zone)
    {
        if (date is not { IsNone: false } given)
            return null;
        return given.WallClock is { } wallClock
            ? new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(wallClock, Zone(zone?.TimeZoneName)))
            : DateTimeOffset.FromUnixTimeSeconds(given.UnixSeconds ?? 0);
    }

    /// <summary>Clients send UTC under two names (wire-api.md 1.7); IANA names are known to the system.</summary>
    private static TimeZoneInfo Zone(string? name)
    {
        if (name is null or "" or "UTC" or "(UTC) Coordinated Universal Time")
            return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new RefusalException(RefusalKind.Unknown, "unknown-timezone", $"There is no time zone \"{name}\" here.")
            {
                Parameter = "TimeZoneName",
                Value = name,
                Allowed = "UTC, or an IANA name such as Europe/Berlin",
            };
    }

    private static IReadOnlyList<RequestedParameter> AskedFor(
        WireRestoreOptions restore, BrowseOption browse, RestoreCommonOptions common) => new AskedParameters()
        .Text("fromTimeValue", browse.TimeRange?.FromTimeValue is { IsNone: false } from ? from.ToString() : null)
        .Switch("allVersion", common.AllVersion)
        .Switch("includeAgedData", common.IncludeAgedData)
        .Switch("validateOnly", common.ValidateOnly)
        .Switch("restoreACLs", common.RestoreAcls, usual: true)
        .Switch("preserveLevel", common.PreserveLevel, usual: true)
        .Number("stripLevel", common.StripLevel)
        .Number("restoreACLsType", restore.RestoreAclsType)
        .List;
}
