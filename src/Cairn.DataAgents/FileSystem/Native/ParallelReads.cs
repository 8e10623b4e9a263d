using System.Runtime.InteropServices;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>
/// Reads the starts of many files at once, past the kernel's cache. The requests go to the disk together, so that it is asked once
/// for what lies side by side: for small files a third of the time and of the kernel's work. For one thread at a time.
/// </summary>
internal sealed unsafe class ParallelReads : SafeHandle
{
    /// <summary>Files that are read at once, at most.</summary>
    public const int Most = 64;

    private readonly ReadRequest[] _requests = GC.AllocateArray<ReadRequest>(Most, pinned: true);
    private readonly ReadResult[] _results = GC.AllocateArray<ReadResult>(Most, pinned: true);
    private int _count;

    public ParallelReads()
        : base(0, ownsHandle: true)
    {
        nint context = 0;
        if (SystemCalls.SetUpReads(Most, &context) == 0)
            SetHandle(context);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>False: the kernel doesn't offer this here, or no longer.</summary>
    public bool IsUsable => !IsInvalid && !IsClosed;

    /// <summary>
    /// Plans to read a file, which is set to be read past the cache. False: this file or so many can't be.
    /// </summary>
    /// <param name="file">From its start.</param>
    /// <param name="buffer">Pinned; whole blocks.</param>
    public bool TryAdd(FileHandle file, Span<byte> buffer)
    {
        if (_count == Most || !file.TryReadDirectly())
            return false;
        fixed (byte* start = buffer)
            _requests[_count] = new ReadRequest(_count, file.RawDescriptor, (nint)start, buffer.Length);
        _count++;
        return true;
    }

    /// <summary>Reads what was planned; the bytes that came of each, in order; -1: none, for whatever reason.</summary>
    public int[] Run()
    {
        var counts = new int[_count];
        Array.Fill(counts, -1);
        var requests = stackalloc ReadRequest*[Most];
        fixed (ReadRequest* first = _requests)
            for (var index = 0; index < _count; index++)
                requests[index] = first + index;
        var submitted = 0;
        while (submitted < _count
            && SystemCalls.SubmitReads(handle, _count - submitted, requests + submitted) is var taken and > 0)
            submitted += (int)taken;
        // All that was begun must end: the kernel writes to the buffers until then.
        for (var done = 0; done < submitted;)
            fixed (ReadResult* results = _results)
            {
                var came = (int)SystemCalls.WaitForReads(handle, submitted - done, submitted - done, results);
                if (came < 0 && Marshal.GetLastPInvokeError() != (int)Errno.Interrupted)
                {
                    Dispose(); // waits as well
                    break;
                }
                for (var index = 0; index < came; index++)
                    counts[results[index].Number] = (int)results[index].Count;
                done += Math.Max(0, came);
            }
        _count = 0;
        return counts;
    }

    protected override bool ReleaseHandle() => SystemCalls.DestroyReads(handle) == 0;
}
