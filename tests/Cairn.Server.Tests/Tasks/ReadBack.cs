using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cairn.Server.Tests.Manifest;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Tasks;

/// <summary>What GET Task/{id} answers about a task.</summary>
internal static partial class ReadBack
{
    /// <summary>Posts a request that must be accepted and reads its task.</summary>
    public static async Task<JsonObject> TaskAsync(this RunningServer server, string request, string mediaType = "application/json")
    {
        var answer = await server.PostAsync("CreateTask", request, mediaType);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer.Text}\n{request}");
        return await server.TaskAsync(answer.TaskId());
    }

    public static async Task<JsonObject> TaskAsync(this RunningServer server, int id)
    {
        var answer = await server.GetAsync($"Task/{id}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json.AsObject();
    }

    public static int TaskId(this Answer created) => int.Parse(created.Member("taskId")!, CultureInfo.InvariantCulture);

    /// <summary>The parameter's entry, by the end of its path.</summary>
    public static JsonNode? Parameter(this JsonObject task, string path) => task["parameters"]!.AsArray()
        .SingleOrDefault(entry => ((string)entry!["path"]!).EndsWith(path, StringComparison.Ordinal));

    /// <summary>
    /// The answer without what two tasks always differ in: ids, names made from ids, times and jobs; and with "x" for "x[0]", because a
    /// list of one has no number where the spelling has no lists.
    /// </summary>
    public static string Essence(this JsonObject task)
    {
        var copy = task.DeepClone().AsObject();
        foreach (var name in (string[])["taskId", "createTime", "jobs"])
            copy.Remove(name);
        copy["taskInfo"]!["task"]!.AsObject().Remove("taskId");
        foreach (var subTask in copy["taskInfo"]!["subTasks"]!.AsArray())
            subTask!["subTask"]!.AsObject().Remove("subTaskId");
        foreach (var parameter in copy["parameters"]!.AsArray().Where(entry => ((string)entry!["path"]!).EndsWith("askId", StringComparison.Ordinal)))
            parameter!.AsObject().Remove("taken");
        return OwnName().Replace(copy.ToJsonString(), "\"a name\"").Replace("[0]", "", StringComparison.Ordinal);
    }

    [GeneratedRegex("\"Schedule [0-9]+\"")]
    private static partial Regex OwnName();
}
