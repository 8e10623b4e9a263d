using System.Text;
using System.Text.Json.Nodes;
using Cairn.Wire;

namespace Cairn.Server.Tests.Rights;

/// <summary>Requests that name only what matters here. No job of theirs starts by itself.</summary>
internal static class RightsRequests
{
    public static JsonObject Backup(int subclient) => Backup(new JsonObject { ["subclientId"] = subclient });

    public static JsonObject Backup(JsonObject association) => Task([association], 2, new JsonObject());

    public static JsonObject Backup(int[] subclients) =>
        Task([.. subclients.Select(subclient => new JsonObject { ["subclientId"] = subclient })], 2, new JsonObject());

    public static JsonObject Restore(int subclient, JsonObject? destination = null, int? fromJob = null) => Task(
        [new JsonObject { ["subclientId"] = subclient }], 1001,
        new JsonObject
        {
            ["restoreOptions"] = new JsonObject
            {
                ["browseOption"] = new JsonObject { ["browseJobId"] = fromJob ?? 0 },
                ["destination"] = destination ?? new JsonObject { ["inPlace"] = true },
            },
        });

    public static JsonObject Browse(JsonObject entity) =>
        new() { ["opType"] = 0, ["entity"] = entity, ["paths"] = new JsonArray(new JsonObject { ["path"] = "/" }) };

    /// <summary>The message in that format.</summary>
    public static string In<T>(this JsonObject message, WireFormat format)
        where T : class, new() => format == WireFormat.Json
            ? message.ToJsonString()
            : Encoding.UTF8.GetString(WireCodec.Encode(WireCodec.Decode<T>(Encoding.UTF8.GetBytes(message.ToJsonString()), null).Message, format));

    private static JsonObject Task(JsonNode[] associations, int operation, JsonObject options)
    {
        options["commonOpts"] = new JsonObject { ["startUpOpts"] = new JsonObject { ["startInSuspendedState"] = true } };
        return new JsonObject
        {
            ["taskInfo"] = new JsonObject
            {
                ["associations"] = new JsonArray(associations),
                ["task"] = new JsonObject { ["taskType"] = 1 },
                ["subTasks"] = new JsonArray(new JsonObject { ["subTask"] = new JsonObject { ["operationType"] = operation }, ["options"] = options }),
            },
        };
    }
}
