namespace Cairn.Cli;

/// <summary>The verb was called in a way that means nothing; found only when it ran. Exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
