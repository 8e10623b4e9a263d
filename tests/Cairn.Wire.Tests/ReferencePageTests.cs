using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.CreateTask.Backup;
using Cairn.Wire.Messages.CreateTask.Schedule;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Tests;

/// <summary>The reference page "POST Create Task (Backup)": its table of parameters and its two samples.</summary>
public sealed class ReferencePageTests
{
    /// <summary>
    /// Parent element, element and parameters as the page's table has them; sequenceNumber's parent is its own mistake.
    /// </summary>
    public static TheoryData<string, string, string> Parameters => new(
        ("taskInfo", "associations",
            "_type_ appName applicationId backupsetName backupsetId clientName clientId commCellId instanceName "
            + "instanceId subclientName subclientId"),
        ("options", "backupOpts",
            "backupLevel collectMetaInfo doNotTruncateLog incLevel isSpHasInLineCopy runIncrementalBackup "
            + "runSILOBackup sybaseSkipFullafterLogBkp truncateLogsOnSource"),
        ("backupOpts", "dataOpt",
            "createNewIndex enableIndexCheckPointing enforceTransactionLogUsage followMountPoints "
            + "skipCatalogPhaseForSnapBackup skipConsistencyCheck spaceReclamation verifySynthFull"),
        ("backupOpts", "vsaBackupOptions", "backupFailedVMsOnly"),
        ("dataPathOpt", "drive", "driveId"),
        ("dataPathOpt", "drivePool", "drivePoolId"),
        ("dataPathOpt", "library", "libraryId"),
        ("dataPathOpt", "mediaAgent", "mediaAgentId"),
        ("dataPathOpt", "spareGroup", "spareMediaGroupId"),
        ("backupOpts", "mediaOpt",
            "allowOtherSchedulesToUseMediaSet markMediaFullOnSuccess numberofDays reserveResourcesBeforeScan "
            + "retentionJobType startNewMedia"),
        ("backupOpts", "vaultTrackerOpt",
            "excludeMediaNotCopied exportMediaAfterJobFinishes filterMediaByRetention "
            + "mediaWithExtendedRetentionJobs trackTransit useVirtualMailSlots exportLocation inTransitLocation"),
        ("vaultTrackerOpt", "mediaStatus", "active all bad full overwriteProtected"),
        ("options", "commonOpts", "jobDescription"),
        ("commonOpts", "jobRetryOpts", "enableNumberOfRetries killRunningJobWhenTotalRunningTimeExpires numberOfRetries"),
        ("jobRetryOpts", "runningTime", "enableTotalRunningTime totalRunningTime"),
        ("commonOpts", "startUpOpts", "priority startInSuspendedState useDefaultPriority"),
        ("subTasks", "pattern",
            "active_end_date active_end_occurence active_end_time active_start_date active_start_time description "
            + "flags freq_interval freq_recurrence_factor freq_relative_interval freq_restart_interval "
            + "freq_subday_interval freq_type name patternId"),
        ("pattern", "calendar", "calendarId calendarName"),
        ("pattern", "daysToRun", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday day week onDayNumber"),
        ("pattern", "repeatPattern", "exception occurrence onDay onDayNumber"),
        ("pattern", "timeZone", "TimeZoneName TimeZoneId"),
        ("subTasks", "subTask", "subTaskName operationType subTaskType"),
        ("taskInfo", "task", "initiatedFrom policyType taskId taskType sequenceNumber"),
        ("task", "alert", "alertId alertName"),
        ("task", "taskFlags", "disabled"));

    [Theory]
    [MemberData(nameof(Parameters))]
    public void The_model_has_every_parameter_of_the_page(string parent, string element, string parameters)
    {
        var shape = FindElement(RecordShape.Of(typeof(CreateTaskRequest)), "", parent, element);

        Assert.NotNull(shape);
        Assert.All(parameters.Split(' '), name => Assert.Contains(shape.Members, member => member.Name == name));
    }

    [Fact]
    public void The_first_sample_is_an_immediate_full_backup()
    {
        var result = Decode("reference/immediate.xml");

        var task = result.Message.TaskInfo!;
        var association = Assert.Single(task.Associations!);
        Assert.Equal("default", association.SubclientName);
        Assert.Equal("File System", association.AppName);
        Assert.Equal(TaskType.Immediate, task.Task!.TaskType);
        var options = Assert.Single(task.SubTasks!).Options!;
        Assert.Equal(BackupLevel.Full, options.Backup!.BackupLevel);
        Assert.Equal(RetentionJobType.StoragePolicyDefault, options.Backup.Media!.RetentionJobType);
        Assert.Equal(0, options.Backup.DataPath!.Library!.LibraryId);
        Assert.Equal(TimeSpan.FromHours(1), options.Common!.JobRetry!.RunningTime!.TotalRunningTime);
        Assert.Null(options.Common.JobDescription);
        Assert.Equal(WireWarning.MisspeltAttribute, Assert.Single(result.Warnings).Word);
    }

    [Fact]
    public void The_second_sample_is_a_weekly_schedule()
    {
        var result = Decode("reference/schedule.xml");

        var subTask = Assert.Single(result.Message.TaskInfo!.SubTasks!);
        var pattern = subTask.Pattern!;
        Assert.Equal("test_schedule_1", subTask.Header!.SubTaskName);
        Assert.Equal(ScheduleFrequency.Weekly, pattern.FreqType);
        Assert.Equal(new TimeOnly(21, 0), pattern.ActiveStartTime);
        Assert.Equal(WireDate.FromWallClock(new DateTime(2016, 5, 3)), pattern.ActiveStartDate);
        Assert.Equal(100, pattern.TimeZone!.TimeZoneId);
        Assert.True(pattern.DaysToRun!.Friday);
        Assert.Null(pattern.DaysToRun.Saturday);
        Assert.Null(subTask.Options!.Backup!.IsSpHasInLineCopy);
        Assert.Null(result.Message.TaskInfo.Associations![0].Type);
        Assert.False(subTask.Options.Backup.VirtualServer!.BackupFailedVmsOnly);
        Assert.Empty(result.Warnings);
    }

    private static WireResult<CreateTaskRequest> Decode(string fixture) =>
        WireCodec.Decode<CreateTaskRequest>(Fixtures.Bytes(fixture), WireMediaType.Xml);

    private static RecordShape? FindElement(RecordShape shape, string name, string parent, string element)
    {
        var records = shape.Members.Where(member => member.Scalar is null);
        var here = name == parent ? records.FirstOrDefault(member => member.Name == element) : null;
        return here?.Record ?? records
            .Select(member => FindElement(member.Record, member.Name, parent, element))
            .FirstOrDefault(found => found is not null);
    }
}
