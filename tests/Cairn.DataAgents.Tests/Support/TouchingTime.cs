namespace Cairn.DataAgents.Tests.Support;

/// <summary>
/// Moves a file's modification time whenever somebody asks for the time: a backup does after every piece of a file that it reads.
/// </summary>
internal sealed class TouchingTime(string path) : TimeProvider
{
    private int _years;

    public override long GetTimestamp()
    {
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddYears(Interlocked.Increment(ref _years)));
        return base.GetTimestamp();
    }
}
