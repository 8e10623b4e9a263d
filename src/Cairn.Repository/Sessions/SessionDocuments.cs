namespace Cairn.Repository.Sessions;

/// <summary>What a session says of itself when it begins.</summary>
internal sealed record SessionBegin
{
    public required HostProcess Process { get; init; }

    public required string Program { get; init; }

    public required DateTimeOffset Begun { get; init; }
}

/// <summary>What a session says while it lives.</summary>
internal sealed record SessionBeat
{
    public required DateTimeOffset Time { get; init; }
}
