using Cairn.Repository.Faults;
using Microsoft.Win32.SafeHandles;

namespace Cairn.Repository.ObjectStore;

/// <summary>A store whose objects are local files, so that large ones can be mapped where they lie.</summary>
public interface IFileObjects
{
    /// <summary>
    /// Opens an object's file for reading. What was opened can be read, and mapped, after the object was deleted.
    /// </summary>
    /// <exception cref="ObjectNotFoundException">There is no such object.</exception>
    SafeFileHandle OpenFile(string name);

    /// <summary>
    /// Makes an empty file for reading and writing beside the objects, where there must be room for what it becomes anyway. It
    /// has no name, and is gone when it is closed and unmapped.
    /// </summary>
    /// <exception cref="StoreFailedException">
    /// There can be none; a <see cref="StoreFullException"/> where there is no room.
    /// </exception>
    SafeFileHandle OpenTemporary();
}
