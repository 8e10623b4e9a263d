namespace Cairn.Repository.Tests.Simulation;

internal sealed record ActorKind(string Name, Func<SimulatedProcess, World, Task> RunAsync);
