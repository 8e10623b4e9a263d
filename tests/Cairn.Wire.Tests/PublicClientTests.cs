using Cairn.Wire.Messages.Browse;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.CreateTask.Schedule;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Wire.Tests;

/// <summary>Bodies in the form that public clients send them (wire-api.md): nothing in them may be unknown.</summary>
public sealed class PublicClientTests
{
    [Fact]
    public void A_restore_out_of_place_is_understood()
    {
        var request = Understood<CreateTaskRequest>("""
            {"taskInfo":{
             "associations":[{"subclientId":10,"clientId":89,"clientName":"client001","appName":"File System","applicationId":33,
              "instanceId":1,"instanceName":"DefaultInstanceName","backupsetId":180,"backupsetName":"defaultBackupSet",
              "subclientName":"default","_type_":7,"subclientGUID":"AB","displayName":"client001"}],
             "task":{"initiatedFrom":2,"taskType":1,"policyType":0,"taskFlags":{"disabled":false}},
             "subTasks":[{"subTaskOperation":1,"subTask":{"subTaskType":3,"operationType":1001},
              "options":{"commonOpts":{},
               "restoreOptions":{
                "impersonation":{"useImpersonation":false,"user":{"userName":"","password":""}},
                "browseOption":{"listMedia":false,"useExactIndex":false,"noImage":false,"commCellId":2,"liveBrowse":false,
                 "mediaOption":{"mediaAgent":{"mediaAgentName":""},"library":{},"copyPrecedence":{"copyPrecedenceApplicable":false},
                  "drivePool":{}},
                 "backupset":{"clientName":"client001","appName":"file system"},
                 "timeZone":{"TimeZoneName":"(UTC) Coordinated Universal Time"},
                 "timeRange":{"fromTimeValue":"2024-01-01 00:00:00","toTimeValue":"2024-02-01 00:00:00"},
                 "browseJobId":40983,"browseJobCommCellId":2,"includeMetaData":true},
                "commonOptions":{"systemStateBackup":false,"clusterDBBackedup":false,"powerRestore":false,"restoreToDisk":false,
                 "indexFreeRestore":false,"offlineMiningRestore":false,"onePassRestore":false,"detectRegularExpression":true,
                 "wildCard":false,"preserveLevel":1,"restoreToExchange":false,"stripLevel":0,"stripLevelType":0,
                 "skipErrorsAndContinue":false,"restoreACLs":true,"allVersion":false,"unconditionalOverwrite":true,
                 "includeAgedData":false,"validateOnly":false},
                "destination":{"isLegalHold":false,"inPlace":false,"destClient":{"clientName":"client001"},"destPath":["/restore"]},
                "fileOption":{"sourceItem":["/data/a.txt","|/|#15!vErSiOnS|#15!/3"],"browseFilters":[]},
                "virtualServerRstOption":{"isFileBrowse":false},"sharePointRstOption":{"is90OrUpgradedClient":false},
                "volumeRstOption":{"volumeLeveRestore":false,"volumeLevelRestoreType":0}}}}]}}
            """);

        var restore = request.TaskInfo!.SubTasks![0].Options!.Restore!;
        Assert.Equal(OperationType.Restore, request.TaskInfo.SubTasks[0].Header!.OperationType);
        Assert.Equal("|/|#15!vErSiOnS|#15!/3", restore.FileOption!.SourceItem![1]);
        Assert.True(restore.Common!.PreserveLevel);
        Assert.Equal(40983, restore.BrowseOption!.BrowseJobId);
        Assert.Equal("client001", restore.Destination!.DestClient!.ClientName);
    }

    [Fact]
    public void A_scheduled_backup_with_options_is_understood()
    {
        var request = Understood<CreateTaskRequest>("""
            {"taskInfo":{
             "associations":[{"subclientId":10}],
             "task":{"initiatedFrom":2,"taskType":2,"policyType":0,"taskFlags":{"disabled":false}},
             "subTasks":[{"subTaskOperation":1,"subTask":{"subTaskType":2,"operationType":2,"subTaskName":"wk"},
              "options":{
               "backupOpts":{"backupLevel":"Full","incLevel":"BEFORE_SYNTH","runIncrementalBackup":false,"media_agent_name":"ma1",
                "dataOpt":{"useMultiStream":true,"maxNumberOfStreams":4,"skipCatalogPhaseForSnapBackup":false},
                "dataPathOpt":{"mediaAgent":{"mediaAgentName":"ma1"}},"mediaOpt":{"startNewMedia":true}},
               "commonOpts":{"jobDescription":"x","jobRetryOpts":{"numberOfRetries":3,"enableNumberOfRetries":true,
                 "killRunningJobWhenTotalRunningTimeExpires":false,"runningTime":{"enableTotalRunningTime":true,"totalRunningTime":3600}},
                "startUpOpts":{"startInSuspendedState":false,"useDefaultPriority":true,"priority":166}}},
              "pattern":{"freq_type":8,"active_start_date":1924992000,"active_start_time":77400,"freq_recurrence_factor":1,
               "freq_interval":2,"freq_relative_interval":0,"active_end_occurence":5,"timeZone":{"TimeZoneName":""},
               "repeatPattern":[{"exception":true,"onDayNumber":3}],"schedule_name":"wk","weekdays":["Monday"]}}]}}
            """);

        var pattern = request.TaskInfo!.SubTasks![0].Pattern!;
        Assert.Equal(ScheduleFrequency.Weekly, pattern.FreqType);
        Assert.Equal(new TimeOnly(21, 30), pattern.ActiveStartTime);
        Assert.Null(pattern.TimeZone);
        Assert.Equal("ma1", request.TaskInfo.SubTasks[0].Options!.Backup!.DataPath!.MediaAgent!.MediaAgentName);
    }

    [Fact]
    public void A_browse_is_understood()
    {
        var request = Understood<BrowseRequest>("""
            {"opType":1,"mode":{"mode":2},"paths":[{"path":"\\**\\*"}],
             "options":{"showDeletedFiles":false,"restoreIndex":false,"vsDiskBrowse":false,"vsFileBrowse":false,"includeMetadata":false,
              "hideUserHidden":false},
             "entity":{"clientName":"client001","clientId":89,"applicationId":33,"instanceId":1,"backupsetId":180,"subclientId":0},
             "timeRange":{"fromTime":0,"toTime":1700000000},
             "advOptions":{"copyPrecedence":0,"advConfig":{"browseAdvancedConfigBrowseByJob":{"commcellId":null,"jobId":40983}}},
             "ma":{"clientName":""},
             "queries":[{"type":0,"queryId":"dataQuery","dataParam":{"sortParam":{"ascending":false,"sortBy":[0]},
               "paging":{"pageSize":100000,"skipNode":0,"firstNode":0}},
               "whereClause":[{"connector":0,"criteria":{"field":"FileSize","values":[10],"dataOperator":"GTE"}}]},
              {"type":"AGGREGATE","queryId":"2","aggrParam":{"aggrType":"COUNT"},
               "whereClause":[{"criteria":{"field":"Flags","dataOperator":"IN","values":["file"]}}]}]}
            """);

        Assert.Equal(BrowseOperation.Find, request.Operation);
        Assert.Equal(2, request.Mode!.Mode);
        Assert.Equal(@"\**\*", request.Paths![0].Path);
        Assert.Equal(40983, request.AdvOptions!.AdvConfig!.ByJob!.JobId);
        Assert.Equal("10", request.Queries![0].WhereClause![0].Criteria!.Values![0]);
        Assert.Equal(BrowseQueryType.Aggregate, request.Queries[1].Type);
    }

    [Fact]
    public void A_list_of_jobs_is_asked_for_in_both_syntaxes()
    {
        var request = Understood<JobListRequest>("""
            {"scope":1,"category":2,"pagingConfig":{"sortDirection":1,"offset":0,"sortField":"jobId","limit":20},
             "jobFilter":{"completedJobLookupTime":86400,"showAgedJobs":false,"hideAdminJobs":false,"clientList":[{"clientId":89}],
              "jobTypeList":["Backup","SYNTHFULL"],"entity":{"subclientId":10}}}
            """);

        Assert.Equal(JobCategory.Finished, request.Category);
        Assert.Equal(["Backup", "SYNTHFULL"], request.JobFilter!.JobTypeList!);
        Assert.Equal(7, Understood<JobDetailsRequest>("""<JobManager_JobDetailRequest jobId="7"/>""").JobId);
    }

    private static T Understood<T>(string body)
        where T : class, new()
    {
        var result = Body.Decode<T>(body);
        Assert.DoesNotContain(result.Warnings, warning => warning.Word == WireWarning.UnknownMember);
        return result.Message;
    }
}
