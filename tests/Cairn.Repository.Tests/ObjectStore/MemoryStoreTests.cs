using Cairn.Repository.ObjectStore;
using Cairn.Repository.Tests.Support;

namespace Cairn.Repository.Tests.ObjectStore;

/// <summary>The other tests rely on it, so it keeps the contract too.</summary>
public sealed class MemoryStoreTests : ObjectStoreContract
{
    protected override IObjectStore Store { get; } = new MemoryStore();
}
