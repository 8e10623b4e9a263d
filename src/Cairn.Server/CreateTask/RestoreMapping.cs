using Cairn.CommServe.Browsing;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.Server.Bodies;
using Cairn.Server.Jobs;
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

    public static RestoreOptions Options(WireRestoreOptions restore, RequestPart part)
    {
        var browse = restore.BrowseOption ?? new BrowseOption();
        var common = restore.Common ?? new RestoreCommonOptions();
        return new RestoreOptions
        {
            Paths = [.. (restore.FileOption?.SourceItem ?? []).Select(item => part.Try(() => Path(item))).OfType<string>()],
            Destination = part.Try(() => Destination(restore.Destination)),
            DestinationClientId = restore.Destination?.DestClient?.ClientId.Given(),
            DestinationClientName = restore.Destination?.DestClient?.ClientName,
            FromJobId = part.Try(() => JobId.Of(browse.BrowseJobId)),
            At = part.Try(() => Instant(browse.TimeRange?.ToTimeValue, browse.TimeZone)),
            Overwrite = common.DoNotOverwriteFileOnDisk != true && (common.UnconditionalOverwrite ?? true),
            Others = AskedFor(restore, browse, common),
        };
    }

    private static string Path(string item) => item.Contains(VersionMark, StringComparison.Ordinal)
        ? throw new RefusalException(
            RefusalKind.Invalid, "unsupported-version-item", "Versions are chosen by browseJobId or toTimeValue here, not by a version item.")
        {
            Parameter = "sourceItem",
            Value = item.Shortened(),
            Allowed = "absolute paths",
        }
        : BackupPath.Parse(item).ToString();

    private static string? Destination(RestoreDestination? destination)
    {
        List<string> paths = [.. (destination?.DestPath ?? []).Select(folder => folder.Trim()).Where(folder => folder.Length > 0)];
        var inPlace = destination?.InPlace ?? paths.Count == 0;
        return (inPlace, paths) switch
        {
            (true, []) => null,
            (true, _) => throw Refused("destination-contradicts", "A restore in place has no destPath.", paths[0], "none with inPlace"),
            (_, []) => throw Refused("destination-missing", "A restore that is not in place needs destPath.", null, "one absolute path"),
            // Parsing would make a relative path one from the root: another folder than its writer meant.
            (_, [['/', ..]]) => BackupPath.Parse(paths[0]).ToString(),
            (_, [_]) => throw Refused("invalid-destination", "destPath must be an absolute path.", paths[0], "one absolute path"),
            _ => throw Refused("destination-contradicts", "destPath names more than one folder.", paths[1], "one absolute path"),
        };
    }

    private static RefusalException Refused(string word, string message, string? value, string allowed) =>
        new(RefusalKind.Invalid, word, message) { Parameter = "destPath", Value = value?.Shortened(), Allowed = allowed };

    private static DateTimeOffset? Instant(WireDate? date, TimeZoneReference? zone)
    {
        if (date is not { IsNone: false } given)
            return null;
        return given.WallClock is { } wallClock
            ? Instant(wallClock, Zone(zone?.TimeZoneName))
            : DateTimeOffset.FromUnixTimeSeconds(given.UnixSeconds ?? 0);
    }

    /// <summary>A time that the clocks skip is moved by what they skip, as they are: the offset from before still holds for it.</summary>
    private static DateTimeOffset Instant(DateTime wallClock, TimeZoneInfo zone) => zone.IsInvalidTime(wallClock)
        ? new DateTimeOffset(wallClock - zone.GetUtcOffset(wallClock), TimeSpan.Zero)
        : new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(wallClock, zone));

    /// <summary>Clients send UTC under two names (wire-api.md 1.7); IANA names are known to the system.</summary>
    private static TimeZoneInfo Zone(string? name)
    {
        if (name is null or "" or "UTC" or "(UTC) Coordinated Universal Time")
            return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new RefusalException(RefusalKind.Unknown, "unknown-timezone", $"There is no time zone \"{name.Shortened()}\" here.")
            {
                Parameter = "TimeZoneName",
                Value = name.Shortened(),
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
        .Number("stripLevelType", common.StripLevelType)
        .Switch("overwriteFiles", common.OverwriteFiles)
        .Switch("skipErrorsAndContinue", common.SkipErrorsAndContinue)
        .Switch("wildCard", common.WildCard)
        .Switch("detectRegularExpression", common.DetectRegularExpression, usual: true)
        .Switch("restoreToDisk", common.RestoreToDisk)
        .Switch("indexFreeRestore", common.IndexFreeRestore)
        .Switch("restoreLatestVersionOnly", common.RestoreLatestVersionOnly)
        .Number("restoreACLsType", restore.RestoreAclsType)
        .Number("noOfStreams", restore.Destination?.NoOfStreams)
        .Text("jobIds", restore.JobIds is { } jobs ? string.Join(' ', jobs) : null)
        .List;
}
