using System.Threading.Channels;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Faults;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>Restores one item after the other; several workers run at once.</summary>
internal sealed class RestoreWorker(ItemWriter items, RestoreReport report, Abort abort)
{
    /// <summary>Works until no more jobs come, and leaves every job's directory, also when the run is given up.</summary>
    public async Task RunAsync(ChannelReader<RestoreJob> jobs)
    {
        await foreach (var job in jobs.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                if (!abort.Token.IsCancellationRequested)
                    await items.RestoreAsync(job, abort.Token);
            }
            catch (Exception exception) when (exception is FileSystemException or RepositoryDamagedException or ObjectNotFoundException)
            {
                report.AddFailed(job.Path, exception.Message);
            }
            catch (Exception exception)
            {
                abort.Report(exception);
            }
            finally
            {
                job.Directory.Leave();
            }
        }
    }
}
