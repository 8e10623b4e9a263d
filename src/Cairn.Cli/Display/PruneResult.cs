using Cairn.Repository.Collecting;
using Cairn.Repository.Sessions;

namespace Cairn.Cli.Display;

/// <summary>What a collection did (or would do) as JSON. Bytes are as stored.</summary>
internal sealed record PruneResult(
    bool DryRun,
    bool Finished,
    int Snapshots,
    int OrphanPacks,
    int UnneededPacks,
    int RewrittenPacks,
    long BytesRemoved,
    long BytesCopied,
    long BytesFreed,
    long BytesStored,
    long BytesWasted,
    string[] Fenced,
    PruneResult.Session[] WaitingFor,
    IReadOnlyList<string> Damaged)
{
    public static PruneResult Of(CollectionReport report, bool dryRun) => new(
        dryRun,
        report.WaitingFor.Count == 0,
        report.Snapshots,
        report.OrphanPacks,
        report.UnneededPacks,
        report.RewrittenPacks,
        report.BytesRemoved,
        report.BytesCopied,
        report.BytesFreed,
        report.BytesStored,
        report.BytesWasted,
        [.. report.Fenced.Select(id => id.ToString())],
        [.. report.WaitingFor.Select(Session.Of)],
        report.Damaged);

    internal sealed record Session(string Id, string? Host, int? ProcessId, DateTimeOffset? Begun, DateTimeOffset? LastSeen)
    {
        public static Session Of(SessionInfo session) =>
            new(session.Id.ToString(), session.Host, session.ProcessId, session.Begun, session.LastSeen);
    }
}
