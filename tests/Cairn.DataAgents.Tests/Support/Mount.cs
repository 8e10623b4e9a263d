namespace Cairn.DataAgents.Tests.Support;

/// <summary>Something mounted for the time of a test; needs root.</summary>
internal sealed class Mount : IAsyncDisposable
{
    private readonly string _at;

    private Mount(string at) => _at = at;

    /// <param name="arguments">Of mount(8), but the place.</param>
    /// <param name="at">Where; made if it doesn't exist.</param>
    public static async Task<Mount> AtAsync(string at, string arguments)
    {
        await Shell.RunAsync("/", $"[ -e '{at}' ] || mkdir -p '{at}'; mount {arguments} '{at}'");
        return new Mount(at);
    }

    public async ValueTask DisposeAsync() => await Shell.RunAsync("/", $"umount '{_at}'");
}
