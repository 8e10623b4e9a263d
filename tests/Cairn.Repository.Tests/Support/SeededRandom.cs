namespace Cairn.Repository.Tests.Support;

/// <summary>Ids and keys that a seed makes again. For one thread at a time, and for no repository that matters.</summary>
internal sealed class SeededRandom(int seed) : RandomSource
{
    private readonly Random _random = new(seed);

    public override void Fill(Span<byte> bytes) => _random.NextBytes(bytes);

    public override int Choose(int count) => _random.Next(count);
}
