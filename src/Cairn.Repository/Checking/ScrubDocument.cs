namespace Cairn.Repository.Checking;

/// <summary>A scrub's place mark as JSON: the pack that it read last, 32 hexadecimal digits.</summary>
internal sealed record ScrubDocument(string Pack);
