namespace Cairn.DataAgents.FileSystem.Selection;

/// <summary>
/// What a list of globs means in one directory: how far the path down to it matches each. A walk carries it along, so that every name is
/// looked at once and no path is ever put together.
/// </summary>
internal sealed class Exclusions
{
    private readonly List<(Glob Glob, int Position)> _states;

    private Exclusions(List<(Glob, int)> states) => _states = states;

    /// <summary>The exclusions as they are at "/".</summary>
    /// <exception cref="ArgumentException">A glob is empty or broken.</exception>
    public static Exclusions Parse(IEnumerable<string> globs)
    {
        var states = new List<(Glob, int)>();
        foreach (var glob in globs)
            Reach(states, Glob.Parse(glob), 0);
        return new Exclusions(states);
    }

    /// <summary>The glob that excludes a name in this directory, or null.</summary>
    public Glob? Find(ReadOnlySpan<byte> name, bool isDirectory)
    {
        foreach (var (glob, position) in _states)
            if (glob.IsEnd(position + 1) && (isDirectory || !glob.DirectoriesOnly) && glob.Matches(position, name))
                return glob;
        return null;
    }

    /// <summary>What is excluded in a directory of this directory.</summary>
    public Exclusions Enter(ReadOnlySpan<byte> name)
    {
        var next = new List<(Glob, int)>(_states.Count);
        foreach (var (glob, position) in _states)
        {
            if (glob.IsAnyDepth(position))
                Reach(next, glob, position);
            else if (!glob.IsEnd(position + 1) && glob.Matches(position, name))
                Reach(next, glob, position + 1);
        }
        return new Exclusions(next);
    }

    private static void Reach(List<(Glob, int)> states, Glob glob, int position)
    {
        for (; ; position++)
        {
            if (!states.Contains((glob, position)))
                states.Add((glob, position));
            if (!glob.IsAnyDepth(position))
                return;
        }
    }
}
