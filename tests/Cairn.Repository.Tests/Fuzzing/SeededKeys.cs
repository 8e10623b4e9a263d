using Cairn.Repository.Sealing;
using Cairn.Repository.Tests.Support;

namespace Cairn.Repository.Tests.Fuzzing;

/// <summary>Keys that are the same in every run, so that an input that was found can be made again.</summary>
internal static class SeededKeys
{
    public static KeyRing Make()
    {
        var random = new SeededRandom(1);
        return new KeyRing(random.Uuid(), RepositorySecrets.New(random), random);
    }
}
