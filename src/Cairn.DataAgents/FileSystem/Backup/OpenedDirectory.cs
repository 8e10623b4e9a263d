using Cairn.DataAgents.FileSystem.Source;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>A directory to back up and what the base backup has of it, both open.</summary>
internal sealed record OpenedDirectory(SourceDirectory Source, BaseEntries Base) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        Source.Dispose();
        return Base.DisposeAsync();
    }
}
