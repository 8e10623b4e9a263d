using System.Net;
using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Jobs;

/// <summary>Which clients this server can work on itself: those whose host name means the machine it runs on.</summary>
internal static class ThisHost
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "localhost", "127.0.0.1", "::1", Environment.MachineName, Dns.GetHostName(),
    };

    public static bool Is(Client client) => client.Id == CommCell.DefaultId || Names.Contains(client.HostName);
}
