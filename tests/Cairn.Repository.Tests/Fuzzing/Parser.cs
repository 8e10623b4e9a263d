namespace Cairn.Repository.Tests.Fuzzing;

/// <summary>
/// Something that reads bytes which anybody may have written. <see cref="Allowance"/> is what it may allocate, in bytes, besides
/// 100 for each byte that it reads.
/// </summary>
internal sealed record Parser(string Name, IReadOnlyList<byte[]> Samples, Action<byte[]> Parse)
{
    public long Allowance { get; init; } = 128 << 10;

    public override string ToString() => Name;
}
