namespace Cairn.DataAgents.FileSystem.Comparison;

/// <summary>
/// One way in which two trees differ: where (from the trees' roots on, "/" for the roots themselves), in what ("content", "mode", "owner", …), and
/// what each has.
/// </summary>
public sealed record TreeDifference(string Path, string Aspect, string Left, string Right)
{
    public override string ToString() => $"{Path}: {Aspect}: {Left} / {Right}";
}
