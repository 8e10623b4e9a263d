using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Cairn.CommServe.Inventory;
using Cairn.CommServe.Tests.Catalog;
using CsCheck;

namespace Cairn.CommServe.Tests.Inventory;

public sealed class ApplyRandomWorldTests
{
    private static readonly string[] Applications = ["File System", "MySQL", "PostgreSQL", "Virtual Server"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Gen<JsonObject> Subclient(int number) => Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 8].Array[0, 3], Gen.Bool)
        .Select((content, enabled) => new JsonObject
        {
            ["name"] = $"subclient {number}",
            ["content"] = new JsonArray([.. content.Select(name => JsonValue.Create($"/{name}"))]),
            ["backupEnabled"] = enabled,
        });

    private static Gen<JsonObject> BackupSet(int number) => List(Subclient)
        .Select(subclients => new JsonObject { ["name"] = $"set {number}", ["subclients"] = subclients });

    private static Gen<JsonObject> Instance(int number) => List(BackupSet)
        .Select(sets => new JsonObject { ["name"] = $"instance {number}", ["backupSets"] = sets });

    private static Gen<JsonObject> Agent(int number) => List(Instance)
        .Select(instances => new JsonObject { ["appName"] = Applications[number], ["instances"] = instances });

    private static Gen<JsonObject> Client(int number) => List(Agent)
        .Select(agents => new JsonObject { ["name"] = $"client {number}", ["agents"] = agents });

    private static Gen<string> World => List(Client).Select(clients => new JsonObject { ["clients"] = clients }.ToJsonString());

    [Fact]
    public async Task Worlds_one_after_the_other_are_each_applied_whole_and_then_unchanged()
    {
        await using var server = await CommServeInstance.StartedAsync();
        var apply = server.Get<Apply>();
        await World.SampleAsync(
            async world =>
            {
                var announced = await apply.RunAsync(world, dryRun: true, Cancellation);
                var done = await apply.RunAsync(world, dryRun: false, Cancellation);
                var again = await apply.RunAsync(world, dryRun: false, Cancellation);
                return announced.Changes.SequenceEqual(done.Changes)
                    && again.Changes.Count == done.Changes.Count
                    && again.Changes.All(change => change.Action == "unchanged");
            },
            iter: 20, threads: 1);
    }

    private static Gen<JsonArray> List(Func<int, Gen<JsonObject>> member) => Gen.Int[0, 3]
        .SelectMany(count => Enumerable.Range(0, count).Aggregate(
            Gen.Const(ImmutableList<JsonObject>.Empty),
            (members, number) => Gen.Select(members, member(number)).Select((before, next) => before.Add(next))))
        .Select(members => new JsonArray([.. members]));
}
