using Cairn.Cli.Api;
using Cairn.Wire.Messages.Entities;

namespace Cairn.Cli.Tests;

public sealed class SubclientPathTests
{
    [Theory]
    [InlineData("c/s", null, null, null)]
    [InlineData("c/set/s", null, null, "set")]
    [InlineData("c/File System/s", "File System", null, null)]
    [InlineData("c/file system/set/s", "file system", null, "set")]
    [InlineData("c/instance/set/s", null, "instance", "set")]
    [InlineData("c/MySQL/instance/set/s", "MySQL", "instance", "set")]
    [InlineData("c///set/s", null, null, "set")]
    public void Levels_may_be_left_out(string path, string? agent, string? instance, string? set)
    {
        var expected = new EntityReference
        {
            Type = EntityType.SubclientEntity,
            ClientName = "c",
            AppName = agent,
            InstanceName = instance,
            BackupSetName = set,
            SubclientName = "s",
        };

        Assert.Equal(expected, SubclientPath.Parse(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("client")]
    [InlineData("client/")]
    [InlineData("/subclient")]
    [InlineData("a/b/c/d/e/f")]
    public void A_path_without_client_or_subclient_is_wrong_usage(string path) =>
        Assert.Throws<UsageException>(() => SubclientPath.Parse(path));
}
