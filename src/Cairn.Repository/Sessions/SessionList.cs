using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Sessions;

/// <summary>The sessions that haven't ended, and those that died.</summary>
public sealed class SessionList(BackupRepository repository)
{
    /// <summary>In no order.</summary>
    public async IAsyncEnumerable<SessionInfo> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var trace in await ListAsync(cancellationToken))
            if (trace.HasBegin)
                yield return await ReadAsync(trace, cancellationToken);
    }

    /// <summary>All traces of sessions, those that are only left over too.</summary>
    internal async Task<IReadOnlyCollection<SessionTrace>> ListAsync(CancellationToken cancellationToken)
    {
        var traces = new SortedDictionary<string, SessionTrace>(StringComparer.Ordinal);
        await foreach (var found in repository.Store.ListAsync(SessionObject.Prefix, cancellationToken))
        {
            var isRepair = SessionObject.TryParseRepair(found.Name, out var id);
            var isEnded = !isRepair && SessionObject.TryParseEnded(found.Name, out id);
            var beat = 0L;
            if (!isRepair && !isEnded && !SessionObject.TryParse(found.Name, out id, out beat))
                continue;
            if (!traces.TryGetValue(id.ToString(), out var trace))
                traces[id.ToString()] = trace = new SessionTrace(id);
            if (isRepair)
                trace.Repairs.Add(found.Name);
            else if (isEnded)
                trace.IsEnded = true;
            else if (beat == 0)
                trace.HasBegin = true;
            else
                trace.Beats.Add(beat);
        }
        return traces.Values;
    }

    internal async Task<SessionInfo> ReadAsync(SessionTrace trace, CancellationToken cancellationToken)
    {
        var name = trace.HasBegin || trace.Repairs.Count == 0 ? SessionObject.BeginOf(trace.Id) : trace.Repairs[^1];
        var begin = await FindAsync(name, FormatJson.Default.SessionBegin, cancellationToken);
        var beat = trace.LastBeat == 0
            ? null
            : await FindAsync(SessionObject.BeatOf(trace.Id, trace.LastBeat), FormatJson.Default.SessionBeat, cancellationToken);
        var process = begin?.Process;
        return new SessionInfo(
            trace.Id,
            process?.Host,
            process?.ProcessId,
            begin?.Program,
            begin?.Begun,
            beat?.Time ?? begin?.Begun,
            process?.IsGone() == true);
    }

    /// <summary>Whether the process of a repair certainly ended.</summary>
    internal async Task<bool> IsGoneAsync(string repair, CancellationToken cancellationToken) =>
        (await FindAsync(repair, FormatJson.Default.SessionBegin, cancellationToken))?.Process?.IsGone() == true;

    /// <summary>Null where it isn't there or damaged: nothing that is safe depends on what it says.</summary>
    private async Task<T?> FindAsync<T>(string name, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        try
        {
            return await repository.Store.FindAsync(name, cancellationToken) is { } content
                ? SessionObject.Decode(repository.Keys, name, content, type)
                : null;
        }
        catch (RepositoryDamagedException)
        {
            return null;
        }
    }
}
