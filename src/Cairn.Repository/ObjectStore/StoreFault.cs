using Cairn.Repository.Faults;

namespace Cairn.Repository.ObjectStore;

/// <summary>Tells a full disk, a missing object, one that can't be read, and all other failures of the file system apart.</summary>
internal static class StoreFault
{
    // Linux's error numbers, which .NET passes on as HResult: no space on the device, file too large, quota used up.
    private const int NoSpace = 28;
    private const int FileTooLarge = 27;
    private const int QuotaUsedUp = 122;

    /// <summary>And: the device can't do it.</summary>
    public const int DeviceError = 5;

    /// <param name="name">The object that it is about.</param>
    /// <param name="failure">What the file system says.</param>
    /// <param name="isRead">
    /// It was to be read: what a disk can't read of an object is damage of that object, and what isn't there is missing. For what
    /// is to be written, a folder that isn't there is the store's failure.
    /// </param>
    public static RepositoryException From(string name, Exception failure, bool isRead = false) => failure switch
    {
        IOException { HResult: DeviceError } when isRead =>
            new RepositoryDamagedException(name, null, "the disk can't read it", failure),
        FileNotFoundException or DirectoryNotFoundException when isRead => new ObjectNotFoundException(name, failure),
        IOException { HResult: NoSpace or FileTooLarge or QuotaUsedUp } => new StoreFullException(name, failure),
        _ => new StoreFailedException(name, failure.Message, failure),
    };
}
