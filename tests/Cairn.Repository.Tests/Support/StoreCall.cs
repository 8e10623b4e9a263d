namespace Cairn.Repository.Tests.Support;

internal enum StoreCall
{
    Put,
    Get,
    Read,
    List,
    Delete,
}
