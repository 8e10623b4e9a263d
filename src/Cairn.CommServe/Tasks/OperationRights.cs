using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Tasks;

internal static class OperationRights
{
    /// <summary>The right that it takes to ask for such a job, and to control one.</summary>
    public static Right NeededRight(this OperationType operation) => operation is OperationType.Restore ? Right.Restore : Right.BackUp;
}
