using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Microsoft.Win32.SafeHandles;

namespace Cairn.Repository.Packs;

/// <summary>
/// The packs that were last read from, kept open where the store has them as files: who reads trees reads a few packs again and
/// again in small pieces, and opening costs more than reading. Few are kept, for an open file of a deleted pack takes space. Safe
/// for use by several threads.
/// </summary>
internal sealed class OpenPackFiles(IObjectStore store)
{
    private const int Kept = 8;

    private readonly Lock _lock = new();

    /// <summary>The last that was used is the last.</summary>
    private readonly List<(PackId Pack, SafeFileHandle File)> _open = [];

    /// <summary>False, and no harm done: the store has to be asked.</summary>
    public bool TryRead(PackId pack, long offset, Span<byte> buffer)
    {
        if (store is not IFileObjects files)
            return false;
        try
        {
            var file = Find(pack) ?? Add(pack, files.OpenFile(pack.ObjectName));
            var done = 0;
            while (done < buffer.Length && RandomAccess.Read(file, buffer[done..], offset + done) is var read and > 0)
                done += read;
            return done == buffer.Length;
        }
        catch (Exception e) when (e is IOException or RepositoryException or ObjectDisposedException)
        {
            // Disposed: there was much coming and going between finding and reading.
            return false;
        }
    }

    private SafeFileHandle? Find(PackId pack)
    {
        lock (_lock)
        {
            var index = _open.Count - 1;
            while (index >= 0 && _open[index].Pack != pack)
                index--;
            if (index < 0)
                return null;
            var found = _open[index];
            _open.RemoveAt(index);
            _open.Add(found);
            return found.File;
        }
    }

    private SafeFileHandle Add(PackId pack, SafeFileHandle file)
    {
        lock (_lock)
        {
            if (_open.Count == Kept)
            {
                _open[0].File.Dispose();
                _open.RemoveAt(0);
            }
            _open.Add((pack, file));
            return file;
        }
    }
}
