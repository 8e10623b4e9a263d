namespace Cairn.Server.Hosting;

/// <summary>The options are right, but the machine does not let the server start; the message says what is in the way.</summary>
public sealed class ServerStartException(string message, Exception? inner = null) : Exception(message, inner);
