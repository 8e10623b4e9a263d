using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Jobs;

/// <summary>The subclient that a job works on, with everything above it, as clients name them (wire-api.md 4.1).</summary>
public sealed record JobSubclient
{
    public required int ClientId { get; init; }
    public required string ClientName { get; init; }
    public required int ApplicationId { get; init; }
    public required string AppName { get; init; }

    /// <summary>The instance's number on the wire.</summary>
    public required int InstanceId { get; init; }
    public required string InstanceName { get; init; }
    public required int BackupSetId { get; init; }
    public required string BackupSetName { get; init; }
    public required int SubclientId { get; init; }
    public required string SubclientName { get; init; }

    internal static JobSubclient Of(Subclient subclient)
    {
        var set = subclient.BackupSet!;
        var instance = set.Instance!;
        var agent = instance.Agent!;
        return new JobSubclient
        {
            ClientId = agent.ClientId,
            ClientName = agent.Client!.Name,
            ApplicationId = agent.ApplicationId,
            AppName = agent.AppName,
            InstanceId = instance.Number,
            InstanceName = instance.Name,
            BackupSetId = set.Id,
            BackupSetName = set.Name,
            SubclientId = subclient.Id,
            SubclientName = subclient.Name,
        };
    }
}
