using Cairn.Repository.Faults;

namespace Cairn.Repository.ObjectStore;

/// <summary>Tells a full disk, a missing object and all other failures of the file system apart.</summary>
internal static class StoreFault
{
    // Linux's error numbers, which .NET passes on as HResult: no space on the device, file too large, quota used up.
    private const int NoSpace = 28;
    private const int FileTooLarge = 27;
    private const int QuotaUsedUp = 122;

    public static RepositoryException From(string name, Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => new ObjectNotFoundException(name, failure),
        IOException { HResult: NoSpace or FileTooLarge or QuotaUsedUp } => new StoreFullException(name, failure),
        _ => new StoreFailedException(name, failure.Message, failure),
    };
}
