namespace Cairn.Server.Tests.Fuzzing;

/// <summary>Changes a request as its structure allows: members dropped, repeated, swapped, retyped, moved, renamed, nested.</summary>
internal sealed class BodyMutation(Random random)
{
    private const int MostChanges = 4;

    /// <summary>What grows further is only slow.</summary>
    private const int MostNodes = 1_500;

    private static readonly string[] OddValues =
    [
        "", " ", "0", "1", "-1", "2", "7", "64", "128", "1.5", "1e9", "01", "+1", "0x10", "１", "2147483647", "2147483648", "-2147483648",
        "9223372036854775807", "9223372036854775808", "99999999999999999999999", "true", "FALSE", "yes", "null", "NaN", "Infinity",
        "IMMEDIATE", "SCHEDULE", "FULL", "SYNTHETIC_FULL", "synthetic full", "TRANSACTION_LOG", "BACKUPSET_ENTITY", "SUBCLIENT_ENTITY", "7,6",
        "NO_OF_DAYS", "Daily", "Weekly", "Monthly_Relative", "Yearly", "Automatic_schedule", "RESTORE", "1001",
        "client001", "client002", "default", "projects", "defaultBackupSet", "File System", "CLIENT001", "cl\u0130ent001",
        "2016-02-30", "2024-02-29", "2016-05-03 25:00:00", "0001-01-01", "9999-12-31 23:59:59", "253402300799", "253402300800", "24:00", "23:59:60",
        "999999:59:59", "596523:14:07", "Europe/Berlin", "(UTC) Coordinated Universal Time", "CommServe Time Zone", "../../etc/passwd",
        "/", "//", "\\", "/a/../b", "/a|#15!vErSiOnS|#15!", "a\0b", "\u0001", "\u200b", "\ufeff", "\uffff", "\ud800", "🪨", "e\u0301", "<&>\"'", "]]>", "{}", "%00%n", "'; DROP TABLE Tasks; --",
        new('x', 300), new('9', 400), new('é', 2_000),
    ];

    public BodyTree Mutate(IReadOnlyList<BodyTree> corpus)
    {
        var body = Pick(corpus).Clone();
        for (var changes = random.Next(MostChanges + 1); changes > 0; changes--)
            Change(body, corpus);
        return body;
    }

    public T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private void Change(BodyTree body, IReadOnlyList<BodyTree> corpus)
    {
        var all = body.All();
        var parents = all.FindAll(node => node.Members.Count > 0);
        if (parents.Count == 0 || all.Count > MostNodes)
            return;
        var parent = Pick(parents);
        var at = random.Next(parent.Members.Count);
        switch (random.Next(12))
        {
            case 0:
                parent.Members.RemoveAt(at);
                break;
            case 1:
                Repeat(parent, at);
                break;
            case 2:
                var other = random.Next(parent.Members.Count);
                (parent.Members[at], parent.Members[other]) = (parent.Members[other], parent.Members[at]);
                break;
            case 3:
                Retype(parent.Members[at]);
                break;
            case 4:
                Pick(parents).Members.Add(parent.Members[at].Clone());
                break;
            case 5:
                parent.Members[at].Name = Rename(parent.Members[at].Name, all);
                break;
            case 6:
                Nest(parent, at);
                break;
            case 7:
                // What another request has somewhere.
                parent.Members.Add(Pick(Pick(corpus).All()).Clone());
                break;
            default:
                var values = all.FindAll(node => node.Members.Count == 0);
                Pick(values.Count == 0 ? all : values).Text = Pick(OddValues);
                break;
        }
    }

    /// <summary>A few times; small ones also more often than a message may have members.</summary>
    private void Repeat(BodyTree parent, int at)
    {
        var isSmall = parent.Members[at].Members.Count == 0 && parent.Members[at].Text is null or { Length: < 20 };
        var times = isSmall && random.Next(20) == 0 ? 1_200 : 1 + random.Next(3);
        for (; times > 0; times--)
            parent.Members.Add(parent.Members[at].Clone());
    }

    private void Retype(BodyTree node)
    {
        if (node.Members.Count > 0)
        {
            node.Members.Clear();
            node.Text = Pick(OddValues);
            return;
        }

        node.Members.Add(new BodyTree(random.Next(3) == 0 ? "val" : "member") { Text = node.Text });
        node.Text = random.Next(2) == 0 ? null : Pick(OddValues);
    }

    private string Rename(string name, List<BodyTree> all) => random.Next(5) switch
    {
        0 => name.ToUpperInvariant(),
        1 => Pick(all).Name,
        2 => "@" + name,
        3 => name + "x",
        _ => Pick(OddValues),
    };

    private void Nest(BodyTree parent, int at)
    {
        for (var depth = random.Next(random.Next(4) == 0 ? 100 : 3); depth >= 0; depth--)
        {
            var around = new BodyTree(parent.Members[at].Name);
            around.Members.Add(parent.Members[at]);
            parent.Members[at] = around;
        }
    }
}
