namespace Cairn.EndToEnd;

/// <summary>A folder with one of everything that a file system holds, made by the system's own tools.</summary>
internal static class SourceTree
{
    public static Task MakeAsync(string folder) => Program.ShellAsync(
        folder,
        """
        mkdir -p texts deep/er/est empty 'name with spaces' private
        for n in $(seq 1 200); do seq $n $((n * 37)) > texts/$n; done
        head -c 9000000 /dev/urandom > random
        truncate -s 50M sparse && printf middle | dd of=sparse bs=1 seek=20000000 conv=notrunc status=none
        ln -s texts/1 link && ln -s /nowhere/at/all dangling && ln texts/2 deep/er/hard
        mkfifo pipe && mknod null c 1 3
        : > "$(printf 'bad\377name')"; : > "$(printf 'line\nbreak')"
        chmod 4755 texts/3; chmod 2770 deep; chmod 1777 empty; chmod 0 texts/4; chmod 500 private
        chown 1234:5678 texts/5; chown -h 4321:8765 link
        setfattr -n user.note -v 'kept' texts/6; setfacl -m u:1234:rwx,g:5678:r texts/7; setfacl -d -m u:1234:rx deep
        touch -d '1999-12-31 23:59:59.123456789' texts/8; touch -h -d '2001-02-03 04:05:06.7' dangling; touch -d '2011-11-11 11:11:11.111' deep/er
        """);

    /// <summary>Changes, removals, moves, additions, and a change that size and modification time do not show.</summary>
    public static Task ChangeAsync(string folder) => Program.ShellAsync(
        folder,
        """
        echo more >> texts/10; rm texts/11; mv texts/12 texts/12-moved; echo new > texts/new; rm -r empty
        touch -r texts/20 stamp; printf X | dd of=texts/20 bs=1 conv=notrunc status=none; touch -r stamp texts/20; rm stamp
        chmod 600 texts/21; chown 99:99 texts/22; setfattr -n user.note -v 'changed' texts/6
        printf inserted | cat - random > r && mv r random; rm link; ln -s texts/9 link
        """);
}
