namespace Cairn.Server.Hosting;

/// <summary>The options contradict each other or mean nothing; the message says what to change.</summary>
public sealed class ServerOptionsException(string message, Exception? inner = null) : Exception(message, inner);
