using Cairn.DataAgents;

namespace Cairn.CommServe.Jobs;

/// <summary>The data agents that run inside the server.</summary>
internal sealed class LocalAgents(IEnumerable<IDataAgent> agents)
{
    private readonly Dictionary<int, IDataAgent> _byApplication = agents.ToDictionary(agent => agent.ApplicationId);

    /// <exception cref="JobImpossibleException">There is no agent for the application.</exception>
    public IDataAgent For(JobAssignment assignment) =>
        _byApplication.GetValueOrDefault(assignment.Agent.ApplicationId)
        ?? throw new JobImpossibleException(
            $"this version has no agent for {assignment.Agent.AppName}; it backs up and restores File System only");
}
