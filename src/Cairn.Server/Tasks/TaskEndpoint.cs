using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.Server.Bodies;
using Cairn.Server.Login;
using Cairn.Wire.Messages.Tasks;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Tasks;

/// <summary>GET Task/{id}: a task as it was understood.</summary>
internal static class TaskEndpoint
{
    public static async Task<IResult> GetAsync(HttpContext context, string id, TaskQueries tasks, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(Parse(id), context.Caller(), cancellationToken) ?? throw Unknown(id);
        return new WireAnswer<TaskResponse>(TaskMapping.Response(task));
    }

    private static int Parse(string text) =>
        WireNumber.TryParse(text, out var id) && id <= int.MaxValue ? (int)id : throw Unknown(text);

    private static RefusalException Unknown(string text) =>
        new(RefusalKind.Unknown, "unknown-task", $"There is no task {text.Shortened()}.")
        {
            Parameter = "taskId",
            Value = text.Shortened(),
        };
}
