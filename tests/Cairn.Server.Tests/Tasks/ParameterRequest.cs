using System.Text.Json.Nodes;

namespace Cairn.Server.Tests.Tasks;

/// <summary>A request that gives one parameter of the reference page a value of its own, with the others that it needs to count.</summary>
internal static class ParameterRequest
{
    private const string Options = "subTasks[0].options.";

    /// <summary>By the place of docs/api.md's headings, where that is not told by its own name.</summary>
    private static readonly Dictionary<string, string> Prefixes = new()
    {
        ["taskInfo.associations"] = "associations[0].",
        ["taskInfo.task"] = "task.",
        ["task.taskFlags"] = "task.taskFlags.",
        ["task.alert"] = "task.alert.",
        ["subTasks.subTask"] = "subTasks[0].subTask.",
        ["options.backupOpts"] = Options + "backupOpts.",
        ["options.commonOpts"] = Options + "commonOpts.",
        ["vaultTrackerOpt.mediaStatus"] = Options + "backupOpts.vaultTrackerOpt.mediaStatus.",
        ["jobRetryOpts.runningTime"] = Options + "commonOpts.jobRetryOpts.runningTime.",
        ["subTasks.pattern"] = "subTasks[0].pattern.",
        ["pattern.repeatPattern"] = "subTasks[0].pattern.repeatPattern[0].",
    };

    /// <summary>Values of parameters that are no switches, in the form in which they are read back.</summary>
    private static readonly Dictionary<string, string> Values = new()
    {
        ["_type_"] = "SUBCLIENT_ENTITY",
        ["appName"] = "File System",
        ["applicationId"] = "33",
        ["backupsetName"] = "defaultBackupSet",
        ["backupsetId"] = "180",
        ["clientName"] = "client001",
        ["clientId"] = "89",
        ["commCellId"] = "2",
        ["instanceName"] = "DefaultInstanceName",
        ["instanceId"] = "1",
        ["subclientName"] = "default",
        ["subclientId"] = "10",
        ["taskType"] = "SCHEDULE",
        ["policyType"] = "DATA_PROTECTION",
        ["initiatedFrom"] = "GUI",
        ["sequenceNumber"] = "17",
        ["taskId"] = "4711",
        ["alertId"] = "12",
        ["alertName"] = "Backup failed",
        ["subTaskName"] = "nightly",
        ["operationType"] = "BACKUP",
        ["subTaskType"] = "BACKUP",
        ["backupLevel"] = "DIFFERENTIAL",
        ["incLevel"] = "AFTER_SYNTH",
        ["mediaAgentId"] = "5",
        ["libraryId"] = "9",
        ["drivePoolId"] = "4",
        ["driveId"] = "7",
        ["spareMediaGroupId"] = "6",
        ["numberofDays"] = "30",
        ["retentionJobType"] = "INFINITE",
        ["exportLocation.locationName"] = "Vault-A",
        ["inTransitLocation.locationName"] = "Van-1",
        ["jobDescription"] = "for the auditors",
        ["numberOfRetries"] = "3",
        ["totalRunningTime"] = "7200",
        ["priority"] = "42",
        ["active_end_date"] = "2032-01-31 00:00:00",
        ["active_end_occurence"] = "12",
        ["active_end_time"] = "80000",
        ["active_start_date"] = "2031-01-31 00:00:00",
        ["active_start_time"] = "75600",
        ["description"] = "Every day",
        ["flags"] = "1",
        ["freq_interval"] = "3",
        ["freq_recurrence_factor"] = "2",
        ["freq_relative_interval"] = "2",
        ["freq_restart_interval"] = "1",
        ["freq_subday_interval"] = "3600",
        ["freq_type"] = "Daily",
        ["name"] = "a pattern",
        ["patternId"] = "5",
        ["calendarId"] = "1",
        ["calendarName"] = "Standard",
        ["day"] = "Friday",
        ["week"] = "last",
        ["onDayNumber"] = "15",
        ["occurrence"] = "1",
        ["onDay"] = "32",
        ["TimeZoneName"] = "UTC",
        ["TimeZoneId"] = "100",
    };

    private static readonly HashSet<string> OnByDefault =
        ["followMountPoints", "allowOtherSchedulesToUseMediaSet", "bad", "full", "overwriteProtected", "useDefaultPriority"];

    /// <summary>What else must be given so that a parameter counts, by its name or by its place.</summary>
    private static readonly Dictionary<string, (string Path, string Value)[]> Company = new()
    {
        ["incLevel"] = [(Options + "backupOpts.backupLevel", "64"), (Options + "backupOpts.runIncrementalBackup", "1")],
        ["runIncrementalBackup"] = [(Options + "backupOpts.backupLevel", "64")],
        ["verifySynthFull"] = [(Options + "backupOpts.backupLevel", "64")],
        ["numberofDays"] = [(Options + "backupOpts.mediaOpt.retentionJobType", "1")],
        ["mediaWithExtendedRetentionJobs"] = [(Options + "backupOpts.vaultTrackerOpt.filterMediaByRetention", "1")],
        ["backupOpts.vaultTrackerOpt"] = [(Options + "backupOpts.vaultTrackerOpt.exportMediaAfterJobFinishes", "1")],
        ["vaultTrackerOpt.mediaStatus"] = [(Options + "backupOpts.vaultTrackerOpt.exportMediaAfterJobFinishes", "1")],
        ["numberOfRetries"] = [(Options + "commonOpts.jobRetryOpts.enableNumberOfRetries", "1")],
        ["totalRunningTime"] = [(Options + "commonOpts.jobRetryOpts.runningTime.enableTotalRunningTime", "1")],
        ["killRunningJobWhenTotalRunningTimeExpires"] = [(Options + "commonOpts.jobRetryOpts.runningTime.enableTotalRunningTime", "1")],
        ["priority"] = [(Options + "commonOpts.startUpOpts.useDefaultPriority", "0")],
        ["freq_relative_interval"] = [("subTasks[0].pattern.freq_type", "32"), ("subTasks[0].pattern.freq_interval", "9")],
        ["day"] = [("subTasks[0].pattern.freq_type", "32"), ("subTasks[0].pattern.freq_relative_interval", "1")],
        ["week"] = [("subTasks[0].pattern.freq_type", "32"), ("subTasks[0].pattern.freq_interval", "9")],
        ["pattern.daysToRun.onDayNumber"] = [("subTasks[0].pattern.freq_type", "16")],
        ["exception"] = [("subTasks[0].pattern.repeatPattern[0].onDayNumber", "1")],
        ["occurrence"] = [("subTasks[0].pattern.repeatPattern[0].exception", "1"), ("subTasks[0].pattern.repeatPattern[0].onDay", "1")],
        ["onDay"] = [("subTasks[0].pattern.repeatPattern[0].exception", "1"), ("subTasks[0].pattern.repeatPattern[0].occurrence", "1")],
        ["pattern.repeatPattern.onDayNumber"] = [("subTasks[0].pattern.repeatPattern[0].exception", "1")],
    };

    /// <returns>The request in JSON, the parameter's path below taskInfo, and the text that it was given.</returns>
    public static (string Request, string Path, string Given) Of(string place, string name)
    {
        var member = name is "exportLocation" or "inTransitLocation" ? name + ".locationName" : name;
        var path = Prefix(place) + member;
        var value = Values.TryGetValue(member, out var known) ? known : OnByDefault.Contains(name) ? "false" : "true";
        var taskInfo = Daily();
        if (Enum.TryParse<DayOfWeek>(name, out _))
            Set(taskInfo, "subTasks[0].pattern.freq_type", "8");
        foreach (var (companion, needed) in (Company.GetValueOrDefault(name) ?? [])
            .Concat(Company.GetValueOrDefault(place) ?? [])
            .Concat(Company.GetValueOrDefault($"{place}.{name}") ?? []))
            Set(taskInfo, companion, needed);
        Set(taskInfo, path, value);
        return (new JsonObject { ["taskInfo"] = taskInfo }.ToJsonString(), path, value);
    }

    private static string Prefix(string place) => Prefixes.TryGetValue(place, out var known) ? known : place.Split('.') switch
    {
        ["pattern", var element] => $"subTasks[0].pattern.{element}.",
        ["dataPathOpt", var element] => $"{Options}backupOpts.dataPathOpt.{element}.",
        [var parent, var element] => $"{Options}{parent}.{element}.",
        _ => throw new ArgumentException(place),
    };

    /// <summary>A schedule, so that nothing runs.</summary>
    private static JsonObject Daily()
    {
        var taskInfo = new JsonObject();
        (string, string)[] values =
        [
            ("associations[0].clientName", "client001"), ("associations[0].appName", "File System"),
            ("associations[0].backupsetName", "defaultBackupSet"), ("associations[0].subclientName", "default"),
            ("task.taskType", "2"), ("subTasks[0].subTask.operationType", "2"), ("subTasks[0].pattern.freq_type", "4"),
        ];
        foreach (var (path, value) in values)
            Set(taskInfo, path, value);
        return taskInfo;
    }

    private static void Set(JsonObject node, string path, string value)
    {
        var steps = path.Replace("[0]", "", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
            node = (node[step] ??= new JsonObject()).AsObject();
        node[steps[^1]] = value;
    }
}
