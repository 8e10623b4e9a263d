using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Tasks;

/// <summary>One level of the path from client to subclient: how requests call it, and how it is read.</summary>
/// <param name="Word">For people, and as the end of error words (<c>unknown-client</c>).</param>
/// <param name="NameParameter">The wire name of the parameter that holds its name.</param>
/// <param name="IdParameter">The wire name of the parameter that holds its id.</param>
/// <param name="NameOf">Its name.</param>
/// <param name="NumberOf">Its id on the wire.</param>
internal sealed record EntityLevel<T>(
    string Word, string NameParameter, string IdParameter, Func<T, string> NameOf, Func<T, int> NumberOf);

/// <summary>The five levels.</summary>
internal static class EntityLevel
{
    public static readonly EntityLevel<Client> Client =
        new("client", "clientName", "clientId", client => client.Name, client => client.Id);
    public static readonly EntityLevel<Agent> Agent =
        new("agent", "appName", "applicationId", agent => agent.AppName, agent => agent.ApplicationId);
    public static readonly EntityLevel<Instance> Instance =
        new("instance", "instanceName", "instanceId", instance => instance.Name, instance => instance.Number);
    public static readonly EntityLevel<BackupSet> BackupSet =
        new("backupset", "backupsetName", "backupsetId", set => set.Name, set => set.Id);
    public static readonly EntityLevel<Subclient> Subclient =
        new("subclient", "subclientName", "subclientId", subclient => subclient.Name, subclient => subclient.Id);

    public static string PathOf(Subclient subclient) => $"{PathOf(subclient.BackupSet!)}/{subclient.Name}";

    public static string PathOf(BackupSet set)
    {
        var instance = set.Instance!;
        return $"{instance.Agent!.Client!.Name}/{instance.Agent.AppName}/{instance.Name}/{set.Name}";
    }
}
