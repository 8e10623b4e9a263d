using System.Text;
using System.Text.Json.Nodes;

namespace Cairn.Cli.Quickstart;

/// <summary>The smallest document for <c>apply</c> (docs/operations.md): one subclient of one path.</summary>
internal static class InventoryDocument
{
    public static byte[] OfSubclient(string client, string subclient, string path) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["clients"] = Named(client, "agents", new JsonArray(new JsonObject
        {
            ["appName"] = "File System",
            ["instances"] = Named(
                "DefaultInstanceName", "backupSets", Named("defaultBackupSet", "subclients", Named(subclient, "content", [path]))),
        })),
    }.ToJsonString());

    private static JsonArray Named(string name, string member, JsonArray value) =>
        [new JsonObject { ["name"] = name, [member] = value }];
}
