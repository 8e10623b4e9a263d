using System.Globalization;
using Cairn.CommServe.Tasks;

namespace Cairn.Server.CreateTask;

/// <summary>Collects the parameters that ask for something which has no option of its own in the domain.</summary>
internal sealed class AskedParameters
{
    private readonly List<RequestedParameter> asked = [];

    public IReadOnlyList<RequestedParameter> List => asked;

    /// <param name="name">On the wire.</param>
    /// <param name="value">As it came.</param>
    /// <param name="usual">What a request that doesn't give it means.</param>
    public AskedParameters Switch(string name, bool? value, bool usual = false)
    {
        if (value is { } given && given != usual)
            asked.Add(new RequestedParameter(name, given ? "true" : "false"));
        return this;
    }

    public AskedParameters Number(string name, long? value, long usual = 0)
    {
        if (value is { } given && given != usual)
            asked.Add(new RequestedParameter(name, given.ToString(CultureInfo.InvariantCulture)));
        return this;
    }

    public AskedParameters Text(string name, string? value)
    {
        if (value is { Length: > 0 })
            asked.Add(new RequestedParameter(name, value));
        return this;
    }
}
