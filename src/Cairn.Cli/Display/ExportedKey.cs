namespace Cairn.Cli.Display;

/// <summary>A key file that was made.</summary>
internal sealed record ExportedKey(string File, Guid Repository, bool WriteOnly);
