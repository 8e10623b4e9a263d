using Cairn.Wire;
using Cairn.Wire.Messages.Browse;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.Inventory;
using Cairn.Wire.Messages.Jobs;
using Cairn.Wire.Messages.Login;
using Cairn.Wire.Messages.Tasks;

namespace Cairn.Server.OpenApi;

/// <summary>All that is served, for the OpenAPI document. A test holds it against the routes.</summary>
internal static class ApiOperations
{
    private const string Server = "Server", Sessions = "Sessions", Tasks = "Tasks", Jobs = "Jobs", Backups = "Backups", Inventory = "Inventory";
    private const string Text = "text/plain", EventStream = "text/event-stream", Yaml = "application/yaml";

    private const string Job =
        """{"jobId":34,"status":"Running","isVisible":true,"percentComplete":40,"jobType":"Backup","backupLevelName":"Incremental","totalNumOfFiles":1200,"sizeOfApplication":73400320}""";

    private const string JobList = $$$"""{"totalRecordsWithoutPaging":1,"jobs":[{"jobSummary":{{{Job}}}}]}""";

    private const string Done = """{"errors":[{"errList":[{"errorCode":0,"errLogMessage":"Operation completed"}]}]}""";

    private static readonly ApiParameter[] JobQuery =
    [
        new("clientId", "integer", "Only jobs of this client."),
        new("completedJobLookupTime", "integer", "Of finished jobs only those that ended in so many seconds before now."),
        new("jobCategory", "string", "All when it is not given.", "All", "Active", "Finished"),
        new("jobFilter", "string", "Types of jobs, by commas: Backup, SYNTHFULL, Restore. Not given: backups; empty: all."),
        new("limit", "integer", "How many at most; 1,000 when it is not given."),
        new("offset", "integer", "How many to pass over."),
    ];

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", "/", "getProduct", Server, "Whose server this is.") { IsAnonymous = true, AnswerMediaType = WireMediaType.Json, AnswerExample = """{"product":"Cairn"}""" },
        new("HEAD", "/", "headProduct", Server, "Whether a server is there.") { IsAnonymous = true },
        new("GET", "/healthz", "getHealth", Server, "200 when the server serves.") { IsAnonymous = true, AnswerMediaType = Text, AnswerExample = "ready" },
        new("HEAD", "/healthz", "headHealth", Server, "200 when the server serves.") { IsAnonymous = true },
        new("GET", "/openapi/v1.json", "getOpenApi", Server, "This document.") { IsAnonymous = true, AnswerMediaType = WireMediaType.Json },

        new("POST", "/Login", "login", Sessions, "Begins a session; a wrong password is 200 with an errList and no token.")
        {
            IsAnonymous = true,
            Request = typeof(LoginRequest),
            RequestExample = """{"username":"admin","password":"Y29ycmVjdCBob3JzZSBiYXR0ZXJ5"}""",
            Answer = typeof(LoginResponse),
            AnswerExample = """{"userName":"admin","token":"QSDK 3f9a…"}""",
        },
        new("POST", "/Logout", "logout", Sessions, "Ends the session of the token.") { AnswerMediaType = Text },
        new("POST", "/WhoAmI", "whoAmI", Sessions, "The user behind the token.")
        {
            Answer = typeof(WhoAmIResponse),
            AnswerExample = """{"user":{"userName":"admin","userId":1}}""",
        },

        new("POST", "/CreateTask", "createTask", Tasks, "Backs up, restores or schedules; answered when task and jobs are durable.")
        {
            Request = typeof(CreateTaskRequest),
            RequestExample =
                """{"taskInfo":{"associations":[{"clientName":"client001","appName":"File System","backupsetName":"defaultBackupSet","subclientName":"default"}],"task":{"taskType":"IMMEDIATE"},"subTasks":[{"subTask":{"operationType":"BACKUP"},"options":{"backupOpts":{"backupLevel":"FULL"}}}]}}""",
            Answer = typeof(CreateTaskResponse),
            AnswerExample = """{"taskId":12,"jobIds":["34"]}""",
        },
        new("GET", "/CreateTask/schema", "getCreateTaskSchema", Tasks, "A JSON Schema of the request, or an XML Schema where XML is accepted.")
        {
            IsAnonymous = true,
            AnswerMediaType = WireMediaType.Json,
        },
        new("GET", "/Task/{id}", "getTask", Tasks, "A task as it was understood.")
        {
            Answer = typeof(TaskResponse),
            AnswerExample = """{"taskId":12,"createTime":1795557281,"owner":{"userName":"admin","userId":1},"totalJobs":1}""",
        },

        new("GET", "/Job", "listJobs", Jobs, "Jobs by a query, newest first.") { Query = JobQuery, Answer = typeof(JobListResponse), AnswerExample = JobList },
        new("POST", "/Jobs", "findJobs", Jobs, "Jobs by a filter, newest first.")
        {
            Request = typeof(JobListRequest),
            RequestExample = """{"category":"ALL","pagingConfig":{"limit":20,"offset":0,"sortDirection":1},"jobFilter":{"completedJobLookupTime":86400}}""",
            Answer = typeof(JobListResponse),
            AnswerExample = JobList,
        },
        new("GET", "/Job/{id}", "getJob", Jobs, "A job at a glance.") { Answer = typeof(JobListResponse), AnswerExample = JobList },
        new("POST", "/JobDetails", "getJobDetails", Jobs, "A job with its attempts, events and failed files.")
        {
            Request = typeof(JobDetailsRequest),
            RequestExample = """{"jobId":1,"showAttempt":true}""",
            Answer = typeof(JobDetailsResponse),
            AnswerExample = """{"job":{"jobDetail":{"generalInfo":{"jobId":34,"priority":166}}}}""",
        },
        new("POST", "/Job/{id}/action/{action}", "actOnJob", Jobs, "Suspends, resumes or ends a job, or changes its priority (the only action with a body).")
        {
            Request = typeof(JobActionRequest),
            RequestExample = """{"priority":7}""",
            Answer = typeof(JobActionResponse),
            AnswerExample = Done,
        },
        new("POST", "/Jobs/action/{action}", "actOnJobs", Jobs, "Suspends, resumes or ends several jobs, or all of a client, backup set or subclient.")
        {
            Request = typeof(JobActionRequest),
            RequestExample = """{"entity":{"clientName":"client001"}}""",
            Answer = typeof(JobActionResponse),
            AnswerExample = """{"errors":[{"errList":[{"errorCode":0,"errLogMessage":"Operation completed"}]}],"jobs":[{"jobId":34,"status":"Killed","errorCode":0}]}""",
        },
        new("GET", "/Job/{id}/events", "followJob", Jobs, "A job as Server-Sent Events: job, end, ping.")
        {
            AnswerMediaType = EventStream,
            AnswerExample = $"event: job\ndata: {Job}\n\n",
        },
        new("GET", "/Jobs/events", "followJobs", Jobs, "All jobs that have not ended as Server-Sent Events: job, ping.")
        {
            AnswerMediaType = EventStream,
            AnswerExample = $"event: job\ndata: {Job}\n\n",
        },

        new("POST", "/DoBrowse", "browse", Backups, "What is in a folder of a backup, what matches a pattern, or all versions of a file.")
        {
            Request = typeof(BrowseRequest),
            RequestExample = """{"opType":"BROWSE","entity":{"clientName":"client001","appName":"File System","backupsetName":"defaultBackupSet","subclientName":"default"},"paths":[{"path":"/"}]}""",
            Answer = typeof(BrowseResponse),
        },
        new("POST", "/Apply", "apply", Inventory, "Makes the inventory what a YAML or JSON document says (docs/operations.md).")
        {
            Query = [new("dryRun", "boolean", "Only says what it would change.")],
            RequestMediaType = Yaml,
            RequestExample = "locations:\n  - name: Vault-A\n",
            Answer = typeof(ApplyResponse),
            AnswerExample = """{"changes":[{"action":"create","entity":"location Vault-A"}]}""",
        },
    ];
}
