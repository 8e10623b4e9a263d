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
}
