using System.IO.Compression;
using Cairn.Server.Tests.Manifest;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Tasks;

/// <summary>The three spellings of a request (createtask-semantics.md section 0) give the same task.</summary>
public sealed class SpellingsTests(WorldServer world) : IClassFixture<WorldServer>
{
    public static TheoryData<string> Accepted => [.. ManifestEntry.All.Where(entry => entry.IsAccepted).Select(entry => entry.File)];

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Attributes_elements_and_json_are_the_same_stored_task(string file)
    {
        var entry = ManifestEntry.Named(file);
        var posted = await entry.PostAsync(world.Server, TestContext.Current.CancellationToken);
        var original = (await world.Server.TaskAsync(posted.TaskId())).Essence();
        var tree = RequestTree.Read(await BodyAsync(entry));

        var attributes = await world.Server.TaskAsync(tree.AsAttributes(), "application/xml");
        var elements = await world.Server.TaskAsync(tree.AsElements(), "application/xml");
        var json = await world.Server.TaskAsync(tree.AsJson());

        Assert.Equal(original, attributes.Essence());
        Assert.Equal(original, elements.Essence());
        Assert.Equal(original, json.Essence());
    }

    private static async Task<byte[]> BodyAsync(ManifestEntry entry)
    {
        await using Stream file = File.OpenRead(ProjectFiles.Request(entry.File));
        await using var plain = entry.Headers["Content-Encoding"] is null ? file : new GZipStream(file, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await plain.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }
}
