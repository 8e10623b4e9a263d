namespace Cairn.Server.Hosting;

/// <summary>The server can't be started as it was told; the message says what to change.</summary>
public sealed class ServerOptionsException(string message, Exception? inner = null) : Exception(message, inner);
