using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Cairn.Repository.Faults;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Reading;

/// <summary>
/// Reads many contents at once, in the order in which their chunks lie in packs rather than in the order in which they are asked
/// for: each stretch of a pack is read once for all who need it, in large reads. Contents are added by one thread; workers read,
/// open and write. What is in memory is bounded, however much is added and however large a file is. Everything that is written
/// is verified; damage fails the contents that it hits, and no other.
/// </summary>
public sealed class ContentPlan : IAsyncDisposable
{
    private readonly BackupRepository _repository;
    private readonly ContentReader _contents;
    private readonly ReadWindow _window;
    private readonly Channel<ReadBatch> _batches;
    private readonly CancellationTokenSource _stop;
    private readonly Task[] _workers;
    private ExceptionDispatchInfo? _failure;

    /// <param name="repository">Where the contents are.</param>
    /// <param name="workers">How many threads work at once.</param>
    /// <param name="cancellationToken">Ends the plan: what isn't complete by then is completed as failed.</param>
    public ContentPlan(BackupRepository repository, int workers, CancellationToken cancellationToken)
        : this(repository, workers, WindowLimits.Default, cancellationToken)
    {
    }

    internal ContentPlan(BackupRepository repository, int workers, WindowLimits limits, CancellationToken cancellationToken)
    {
        (_repository, _contents, _window) = (repository, new ContentReader(repository), new ReadWindow(limits));
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _batches = Channel.CreateBounded<ReadBatch>(new BoundedChannelOptions(2 * workers) { SingleWriter = true });
        _workers = [.. Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync, CancellationToken.None))];
    }

    /// <summary>
    /// Has a content read to a target, some time before <see cref="CompleteAsync"/> returns. From the call on, also if it throws,
    /// the target will be completed exactly once.
    /// </summary>
    /// <exception cref="Exception">What has ended the plan.</exception>
    public async ValueTask AddAsync(FileContent content, ContentTarget target)
    {
        try
        {
            _stop.Token.ThrowIfCancellationRequested();
            await PlanAsync(content, target);
        }
        catch (RepositoryDamagedException e)
        {
            target.Fail(e);
        }
        catch (Exception e)
        {
            target.Fail(e);
            await target.ReleaseAsync();
            ThrowIfFailed();
            throw;
        }
        // A worker completes it, unless others are at it: the work is to be shared.
        if (content.Parts.IsEmpty)
            _window.Add(new PlannedRead(target, 0, content.Length, default, default));
        else
            await target.ReleaseAsync();
        await FlushIfFullAsync();
    }

    /// <summary>Has everything that was added so far read without waiting for more to be added.</summary>
    public async ValueTask FlushAsync()
    {
        // Workers take all there is even if the plan has ended, for targets want to be completed.
        foreach (var batch in _window.Take())
            await _batches.Writer.WriteAsync(batch, CancellationToken.None);
    }

    /// <summary>Waits until every target is complete; nothing can be added any more.</summary>
    /// <exception cref="Exception">What has ended the plan.</exception>
    public async Task CompleteAsync()
    {
        await EndAsync();
        ThrowIfFailed();
    }

    /// <summary>Ends the plan if it isn't complete.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await EndAsync();
        _stop.Dispose();
    }

    private async Task EndAsync()
    {
        await FlushAsync();
        _batches.Writer.TryComplete();
        await Task.WhenAll(_workers);
    }

    private async ValueTask PlanAsync(FileContent content, ContentTarget target)
    {
        target.Inline = content.Inline;
        long offset = 0;
        if (content.Depth == 0)
        {
            for (var i = 0; i < content.Parts.Length; offset += content.Parts[i++].Length)
                await PlanAsync(content.Parts[i], offset, target);
            return;
        }
        await foreach (var part in _contents.DataPartsAsync(content, _stop.Token))
        {
            await PlanAsync(part, offset, target);
            offset += part.Length;
        }
    }

    private async ValueTask PlanAsync(ContentPart part, long offset, ContentTarget target)
    {
        if (part.IsHole)
            return;
        var location = await _repository.Chunks.LocateAsync(part.Chunk, _stop.Token);
        target.Expect(offset, part.Length);
        _window.Add(new PlannedRead(target, offset, part.Length, part.Chunk, location));
        await FlushIfFullAsync();
    }

    private ValueTask FlushIfFullAsync() => _window.IsFull ? FlushAsync() : ValueTask.CompletedTask;

    private async Task WorkAsync()
    {
        var reader = new BatchReader(_repository);
        await foreach (var batch in _batches.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await reader.ReadAsync(batch, _stop.Token);
            }
            catch (Exception e)
            {
                Fail(e);
            }
        }
    }

    private void Fail(Exception failure)
    {
        if (failure is not OperationCanceledException)
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
        _stop.Cancel();
    }

    private void ThrowIfFailed()
    {
        _failure?.Throw();
        _stop.Token.ThrowIfCancellationRequested();
    }
}
