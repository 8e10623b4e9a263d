using Cairn.CommServe.Catalog;
using Cairn.Wire.Messages.Entities;

namespace Cairn.Cli.Api;

/// <summary>
/// <c>client/agent/instance/backupset/subclient</c>. Levels between the first and the last may be left out where the server finds only one
/// choice; which were meant is told by their number and by whether the second is an agent's name.
/// </summary>
internal static class SubclientPath
{
    public const string Form = "client/agent/instance/backupset/subclient";

    /// <exception cref="UsageException">It has less than two or more than five levels, or no client or subclient.</exception>
    public static EntityReference Parse(string path)
    {
        var parts = path.Split('/');
        if (parts is [{ Length: 0 }, ..] or [.., { Length: 0 }])
            throw Refusal(path);
        var (client, subclient) = (parts[0], parts[^1]);
        var entity = new EntityReference { Type = EntityType.SubclientEntity, ClientName = client, SubclientName = subclient };
        return parts switch
        {
            [_, _] => entity,
            [_, var agent, _] when IsAgent(agent) => entity with { AppName = agent },
            [_, var set, _] => entity with { BackupSetName = set },
            [_, var agent, var set, _] when IsAgent(agent) => entity with { AppName = agent, BackupSetName = set },
            [_, var instance, var set, _] => entity with { InstanceName = instance, BackupSetName = set },
            [_, var agent, var instance, var set, _] => entity with
            {
                AppName = Given(agent),
                InstanceName = Given(instance),
                BackupSetName = Given(set),
            },
            _ => throw Refusal(path),
        };
    }

    private static bool IsAgent(string name) => Applications.TryGetNumber(name, out _);

    private static string? Given(string part) => part.Length == 0 ? null : part;

    private static UsageException Refusal(string path) =>
        new($"'{path}' names no subclient: give {Form}; client and subclient at least, such as client001/default.");
}
