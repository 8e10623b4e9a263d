using System.Collections.Concurrent;
using Cairn.Repository.Fields;

namespace Cairn.Repository.Sessions;

/// <summary>
/// Writers with buffers that have grown already: a backup writes many thousand directories. Safe for use by several threads.
/// </summary>
internal sealed class FieldWriters
{
    /// <summary>Longer buffers go back to the pool: many directories are open at once.</summary>
    private const int MostKept = 64 << 10;

    private readonly ConcurrentStack<FieldWriter> _free = [];

    /// <summary>An empty one.</summary>
    public FieldWriter Take() => _free.TryPop(out var writer) ? writer : new FieldWriter();

    public void GiveBack(FieldWriter writer)
    {
        writer.Clear();
        if (writer.Capacity > MostKept)
            writer.Dispose();
        _free.Push(writer);
    }
}
