namespace Cairn.Cli;

/// <summary>The verb can't do what it was asked; the message is one line that says what to do. Exit code 1.</summary>
internal sealed class FailureException(string message, Exception? inner = null) : Exception(message, inner);
