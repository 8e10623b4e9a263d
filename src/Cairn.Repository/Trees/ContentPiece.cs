namespace Cairn.Repository.Trees;

/// <summary>
/// Verified bytes of a file and where in it they belong. <see cref="Data"/> is valid until the next piece is asked for.
/// </summary>
public readonly record struct ContentPiece(long Offset, ReadOnlyMemory<byte> Data);
