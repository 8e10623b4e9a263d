"""Writes what a snapshot holds below a new folder."""

import os
import stat
import sys

import trees

_NODES = {
    trees.CHARACTER_DEVICE: stat.S_IFCHR,
    trees.BLOCK_DEVICE: stat.S_IFBLK,
    trees.FIFO: stat.S_IFIFO,
    trees.SOCKET: stat.S_IFSOCK,
}


class Restore:
    """Names can't lead outside, and what is written into is new: so nothing but the target is touched."""

    def __init__(self, reader):
        self._trees = reader
        self._links = {}
        self.problems = 0

    def directory(self, tree, path):
        for entry in self._trees.entries(tree):
            self._restore(entry, os.path.join(path, entry.name))

    def _restore(self, entry, path):
        if entry.kind == trees.DIRECTORY:
            os.mkdir(path, 0o700)
            if entry.tree is not None:
                self.directory(entry.tree, path)
        elif self._link(entry, path):
            return
        elif entry.kind == trees.FILE:
            self._write(entry, path)
        elif entry.kind == trees.LINK:
            os.symlink(entry.target, path)
        else:
            os.mknod(path, 0o600 | _NODES[entry.kind], entry.device_number)
        self._describe(entry, path)

    def _link(self, entry, path):
        """Names of one inode become names of one file, if they hold the same: the inode may have changed between them."""
        if entry.links < 2:
            return False
        first = self._links.setdefault((entry.device, entry.inode, entry.kind, entry.holds()), path)
        if first == path:
            return False
        os.link(first, path, follow_symlinks=False)
        return True

    def _write(self, entry, path):
        with open(path, "xb") as file:
            for offset, data in self._trees.content(entry):
                file.seek(offset)
                file.write(data)
            file.truncate(entry.size)

    def _describe(self, entry, path):
        """The owner first, since a change of owner takes privileges away; times last."""
        self._try(path, os.chown, entry.user_id, entry.group_id, follow_symlinks=False)
        if entry.kind != trees.LINK:
            self._try(path, os.chmod, entry.mode)
        for name, value in entry.attributes:
            self._try(path, os.setxattr, name, value, follow_symlinks=False)
        self._try(path, os.utime, ns=(entry.accessed, entry.modified), follow_symlinks=False)

    def _try(self, path, work, *values, **options):
        try:
            work(path, *values, **options)
        except OSError as error:
            self.problems += 1
            print(f"{os.fsdecode(path)}: {error.strerror}", file=sys.stderr)
