using System.Text;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem;

/// <summary>Where a directory is, as a chain of names up to "/": text is only made of it when a person wants to read it.</summary>
internal sealed class DirectoryPath
{
    private readonly DirectoryPath? _parent;
    private readonly EntryName _name;

    private DirectoryPath(DirectoryPath? parent, EntryName name) => (_parent, _name) = (parent, name);

    public static DirectoryPath Root { get; } = new(null, default);

    public DirectoryPath Enter(EntryName name) => new(this, name);

    /// <summary>The names from "/" down to here.</summary>
    public IReadOnlyList<EntryName> Names()
    {
        var names = new List<EntryName>();
        for (var path = this; path._parent is not null; path = path._parent)
            names.Add(path._name);
        names.Reverse();
        return names;
    }

    public string Of(EntryName child) => Enter(child).ToString();

    public override string ToString() => Join(Names());

    /// <summary>"/" and the names, separated by '/'; bytes that aren't UTF-8 as \xNN.</summary>
    public static string Join(IEnumerable<EntryName> names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
            text.Append('/').Append(name.ToString());
        return text.Length == 0 ? "/" : text.ToString();
    }
}
