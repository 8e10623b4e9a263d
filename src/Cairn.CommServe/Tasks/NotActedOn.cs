namespace Cairn.CommServe.Tasks;

/// <summary>What a request asks for and this version keeps without doing it, as "name=value": told on each job, never dropped.</summary>
internal static class NotActedOn
{
    public static List<string> In(SubtaskSpec subtask, int? alertId)
    {
        IEnumerable<RequestedParameter> found = subtask.Backup is { } backup
            ? [.. OfRetention(backup.Retention), .. OfDevices(backup), .. backup.Others]
            : subtask.Restore!.Others;
        if (alertId is { } alert)
            found = found.Append(new RequestedParameter("alertId", $"{alert}"));
        return [.. found.Select(parameter => $"{parameter.Name}={parameter.Value}")];
    }

    private static IEnumerable<RequestedParameter> OfRetention(RetentionSpec retention) => retention.Kind switch
    {
        RetentionKind.Infinite => [new("retentionJobType", "INFINITE")],
        RetentionKind.NumberOfDays => [new("retentionJobType", "NO_OF_DAYS"), new("numberofDays", $"{retention.Days}")],
        _ => [],
    };

    // The library is acted on: the job writes there.
    private static IEnumerable<RequestedParameter> OfDevices(BackupOptions backup)
    {
        (string Name, object? Value)[] devices =
        [
            ("mediaAgentId", backup.DataPath.MediaAgentId),
            ("drivePoolId", backup.DataPath.DrivePoolId),
            ("driveId", backup.DataPath.DriveId),
            ("spareMediaGroupId", backup.DataPath.SpareGroupId),
            ("exportLocation", backup.ExportLocation),
            ("inTransitLocation", backup.InTransitLocation),
        ];
        return devices.Where(device => device.Value is not null).Select(device => new RequestedParameter(device.Name, $"{device.Value}"));
    }
}
