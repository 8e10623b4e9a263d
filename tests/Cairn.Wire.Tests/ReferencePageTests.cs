using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.CreateTask.Backup;
using Cairn.Wire.Messages.CreateTask.Schedule;

namespace Cairn.Wire.Tests;

/// <summary>The reference page "POST Create Task (Backup)": its two samples.</summary>
public sealed class ReferencePageTests
{
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
}
