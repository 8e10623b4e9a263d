using System.Collections.Concurrent;
using System.Reflection;

namespace Cairn.Wire.Shape;

/// <summary>What a message record looks like on the wire: found out once for each type by reflection, then kept.</summary>
internal sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape> Known = new();

    private readonly Type _type;
    private readonly Dictionary<string, MemberName> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MemberName> _anyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _tolerated;

    private RecordShape(Type type)
    {
        _type = type;
        Root = type.GetCustomAttribute<WireRootAttribute>()?.Name;
        Members = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .Select((property, position) => new MemberShape(property, position))];
        TextMember = Members.FirstOrDefault(member => member.TakesBareText);
        _tolerated = new(type.GetCustomAttribute<WireToleratesAttribute>()?.Names ?? [], StringComparer.OrdinalIgnoreCase);
        foreach (var member in Members)
            Register(member);
    }

    /// <summary>The root's name, or null for a record that is only ever part of others.</summary>
    public string? Root { get; }

    /// <summary>The record's own name, which no other record of a message has.</summary>
    public string Name => _type.Name;

    public IReadOnlyList<MemberShape> Members { get; }

    /// <summary>Every name under which a member can arrive, in the order of the members.</summary>
    public IEnumerable<MemberName> Names => _exact.Values.OrderBy(name => name.Member.Position);

    /// <summary>Members that clients send and that are not used, in alphabetical order.</summary>
    public IEnumerable<string> ToleratedNames => _tolerated.Order(StringComparer.Ordinal);

    /// <summary>The member that a plain value in place of the record stands for, if any.</summary>
    public MemberShape? TextMember { get; }

    public static RecordShape Of(Type type) => Known.GetOrAdd(type, static key => new(key));

    public object Create() => Activator.CreateInstance(_type)!;

    public bool Tolerates(string name) => _tolerated.Contains(name);

    /// <summary>Names match exactly first, then without regard to case (createtask-semantics.md section 0).</summary>
    public MemberName? Find(string name) =>
        _exact.TryGetValue(name, out var exact) ? exact : _anyCase.GetValueOrDefault(name);

    private void Register(MemberShape member)
    {
        Add(new(member, member.Name, IsMisspelling: false));
        foreach (var alias in member.Property.GetCustomAttributes<WireAliasAttribute>())
            Add(new(member, alias.Name, alias.IsMisspelling));
    }

    private void Add(MemberName name)
    {
        _exact.Add(name.Name, name);
        _anyCase.TryAdd(name.Name, name);
    }
}
