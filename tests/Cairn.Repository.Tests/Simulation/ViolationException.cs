namespace Cairn.Repository.Tests.Simulation;

/// <summary>The repository broke a promise.</summary>
internal sealed class ViolationException(string message, Exception? inner = null) : Exception(message, inner);
