#!/usr/bin/python3
"""Reads a Cairn repository in a folder, and nothing else: written from docs/repository-format.md alone.

Needs Debian 12's python3, python3-cryptography and python3-zstandard.
"""

import argparse
import os
import stat
import sys

import index
import keys
import packs
import restore
import snapshots
import store
import trees
from damage import Damaged

_TYPES = {
    trees.DIRECTORY: stat.S_IFDIR,
    trees.FILE: stat.S_IFREG,
    trees.LINK: stat.S_IFLNK,
    trees.CHARACTER_DEVICE: stat.S_IFCHR,
    trees.BLOCK_DEVICE: stat.S_IFBLK,
    trees.FIFO: stat.S_IFIFO,
    trees.SOCKET: stat.S_IFSOCK,
}


class Reader:
    def __init__(self, folder, secrets_of, by_index):
        objects = store.Store(folder)
        ring = keys.Keys(objects, secrets_of)
        found = packs.Packs(objects, ring)
        load = (lambda: index.from_segments(objects, ring)) if by_index else lambda: index.from_packs(found)
        self.snapshots = snapshots.read_all(objects, ring)
        self.trees = trees.Trees(index.Chunks(found, load))

    def snapshot(self, beginning):
        return snapshots.find(self.snapshots, beginning)


def list_snapshots(reader, _):
    for snapshot in reader.snapshots:
        about = snapshot.about
        print(snapshot.id, about["finished"], about["host"], *about.get("paths", []))


def list_entries(reader, arguments):
    def walk(tree, folder):
        for entry in reader.trees.entries(tree):
            path = folder + b"/" + entry.name
            print(stat.filemode(_TYPES[entry.kind] | entry.mode), entry.user_id, entry.group_id, entry.size, os.fsdecode(path))
            if entry.tree is not None:
                walk(entry.tree, path)

    walk(reader.snapshot(arguments.snapshot).root, b"")


def restore_all(reader, arguments):
    os.mkdir(arguments.target)
    run = restore.Restore(reader.trees)
    run.directory(reader.snapshot(arguments.snapshot).root, os.fsencode(arguments.target))
    return 1 if run.problems else 0


def main():
    parser = argparse.ArgumentParser(description="Reads a Cairn repository.")
    parser.add_argument("--repo", required=True, help="the repository's folder")
    secret = parser.add_mutually_exclusive_group(required=True)
    secret.add_argument("--password-file", help="its first line is the password")
    secret.add_argument("--key-file")
    parser.add_argument("--no-index", action="store_true", help="look into the packs instead")
    verbs = parser.add_subparsers(required=True)
    verbs.add_parser("snapshots").set_defaults(run=list_snapshots)
    for name, run in (("ls", list_entries), ("restore", restore_all)):
        verb = verbs.add_parser(name)
        verb.add_argument("snapshot", help="the beginning of its id, or latest")
        verb.set_defaults(run=run)
    verb.add_argument("target", help="a folder that isn't there yet")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(errors="surrogateescape")  # not all names are UTF-8
    try:
        if arguments.key_file:
            with open(arguments.key_file, encoding="ascii", errors="replace") as file:
                secrets_of = keys.secrets_by_key_file(file.read())
        else:
            with open(arguments.password_file, "rb") as file:
                secrets_of = keys.secrets_by_passphrase(file.readline().rstrip(b"\r\n"))
        return arguments.run(Reader(arguments.repo, secrets_of, not arguments.no_index), arguments) or 0
    except (Damaged, OSError) as error:
        print(f"cairn_reader: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
