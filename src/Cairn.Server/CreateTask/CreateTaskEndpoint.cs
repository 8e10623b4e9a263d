using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.Server.Bodies;
using Cairn.Server.Login;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask;
using Microsoft.AspNetCore.Http;
using CreateTaskService = Cairn.CommServe.Tasks.CreateTask;

namespace Cairn.Server.CreateTask;

/// <summary>POST CreateTask: one body, one task, answered when task and jobs are durable.</summary>
internal static class CreateTaskEndpoint
{
    public static async Task<IResult> RunAsync(HttpContext context, CreateTaskService createTask)
    {
        var body = await RequestBody.ReadBytesAsync(context.Request, context.RequestAborted);
        var decoded = WireCodec.Inspect<CreateTaskRequest>(body, context.Request.ContentType);
        var command = CreateTaskMapping.Command(decoded, context.Caller(), body, context.Request.ContentType);
        var created = await CreateAsync(createTask, command, context.RequestAborted);

        // Clients go by presence: no jobIds at all where there are none (wire-api.md 3.3).
        return new WireAnswer<CreateTaskResponse>(new CreateTaskResponse
        {
            TaskId = created.TaskId,
            JobIds = created.JobIds.Count == 0 ? null : [.. created.JobIds.Select(WireNumber.Text)],
        });
    }

    private static async Task<CreatedTask> CreateAsync(
        CreateTaskService createTask, CreateTaskCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await createTask.RunAsync(command, cancellationToken);
        }
        catch (RefusalException refused)
        {
            throw RequestRefusals.Complete(refused);
        }
    }
}
