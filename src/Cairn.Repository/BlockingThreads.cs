namespace Cairn.Repository;

/// <summary>
/// Calls into the kernel block, and the thread pool by itself is slow (some 0.5 s a thread) to make up for threads that wait.
/// </summary>
public static class BlockingThreads
{
    /// <summary>
    /// Lets that many threads of the pool block and others still go on at once. It lasts: what was allowed before, or by others,
    /// stays allowed.
    /// </summary>
    public static void Allow(int count)
    {
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(Math.Max(threads, count + Environment.ProcessorCount), ports);
    }
}
