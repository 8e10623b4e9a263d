namespace Cairn.Cli.Display;

/// <summary>What <c>repo init</c> made.</summary>
internal sealed record CreatedRepository(Guid Id, string Folder);
