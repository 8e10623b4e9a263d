namespace Cairn.Repository.Parity;

/// <summary>The bytes that parity gives for a damaged object.</summary>
internal sealed record HealedContent(byte[] Content, HealedObject Object);
