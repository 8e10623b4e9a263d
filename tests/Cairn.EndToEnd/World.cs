namespace Cairn.EndToEnd;

/// <summary>The smallest inventory in which the reference page's first sample works.</summary>
internal static class World
{
    public static string Document(IEnumerable<string> content) =>
        $$"""
        clients:
          - name: client001
            id: 89
            hostName: localhost
            agents:
              - appName: File System
                instances:
                  - name: DefaultInstanceName
                    backupSets:
                      - name: defaultBackupSet
                        subclients:
                          - name: default
                            content: [{{string.Join(", ", content.Select(path => $"'{path}'"))}}]
        """;

    public static string BackupRequest(string level) =>
        $$$$$"""
        {"taskInfo":{"associations":[{"clientName":"client001","appName":"File System","backupsetName":"defaultBackupSet","subclientName":"default"}],
        "task":{"taskType":1,"initiatedFrom":2,"policyType":0},
        "subTasks":[{"subTask":{"subTaskType":2,"operationType":2},"options":{"backupOpts":{"backupLevel":"{{{{{level}}}}}"}}}]}}
        """;

    public static string RestoreRequest(int jobId, string source, string destination) =>
        $$$$$"""
        {"taskInfo":{"associations":[{"clientName":"client001","appName":"File System","backupsetName":"defaultBackupSet","subclientName":"default"}],
        "task":{"taskType":1,"initiatedFrom":2,"policyType":0},
        "subTasks":[{"subTask":{"subTaskType":3,"operationType":1001},"options":{"restoreOptions":{
          "browseOption":{"browseJobId":{{{{{jobId}}}}}},
          "destination":{"inPlace":false,"destPath":["{{{{{destination}}}}}"],"destClient":{"clientName":"client001"}},
          "commonOptions":{"unconditionalOverwrite":true},
          "fileOption":{"sourceItem":["{{{{{source}}}}}"]}}}}]}}
        """;
}
