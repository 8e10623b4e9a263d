using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Sessions;

/// <summary>
/// A session that shows itself: one that lives, or that died and wasn't cleared away yet. What it says of itself is null where
/// its object is damaged. Times are by its own clock; <paramref name="LastSeen"/> is when it last showed that it lives, and
/// <paramref name="IsGone"/> means that its process certainly ended.
/// </summary>
public sealed record SessionInfo(
    SnapshotId Id, string? Host, int? ProcessId, string? Program, DateTimeOffset? Begun, DateTimeOffset? LastSeen, bool IsGone);
