using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cairn.CommServe.Catalog;

/// <summary>
/// Counts the commits that change anything but tasks and jobs (inventory, users, rights, sessions), so that what was read of it can be
/// kept until the next. It sees every context of this process; one server has a catalog to itself (<c>server.lock</c>).
/// </summary>
internal sealed class InventoryVersion : ISaveChangesInterceptor, IDbTransactionInterceptor, IDbCommandInterceptor
{
    private static readonly HashSet<Type> Work =
        [typeof(TaskRecord), typeof(Subtask), typeof(Job), typeof(JobAttempt), typeof(JobEvent), typeof(JobItemFailure)];

    /// <summary>Contexts that have changed it in a transaction that is open.</summary>
    private readonly ConditionalWeakTable<DbContext, object> _changed = [];
    private long _current;

    public long Current => Volatile.Read(ref _current);

    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Look(eventData.Context!);
        return result;
    }

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Look(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        CountUnlessOpen(eventData.Context!);
        return result;
    }

    public ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        CountUnlessOpen(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    // Updates and deletes by query name no entity: any of them may have changed it.
    public int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        LookAt(eventData);
        return result;
    }

    public ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        LookAt(eventData);
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Count(eventData.Context!);

    public Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Count(eventData.Context!);
        return Task.CompletedTask;
    }

    private void Look(DbContext context)
    {
        if (context.ChangeTracker.Entries().Any(entry => entry.State is not EntityState.Unchanged && !Work.Contains(entry.Metadata.ClrType)))
            _changed.AddOrUpdate(context, Work);
    }

    private void LookAt(CommandExecutedEventData eventData)
    {
        if (eventData is not { CommandSource: CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete, Context: { } context })
            return;
        _changed.AddOrUpdate(context, Work);
        CountUnlessOpen(context);
    }

    private void CountUnlessOpen(DbContext context)
    {
        if (context.Database.CurrentTransaction is null)
            Count(context);
    }

    private void Count(DbContext context)
    {
        if (_changed.Remove(context))
            Interlocked.Increment(ref _current);
    }
}
