"""A repository's objects as files below a folder."""

import os

from damage import Damaged, need


class Store:
    def __init__(self, folder):
        self._folder = folder

    def get(self, name):
        return self.read(name, 0, None)

    def read(self, name, offset, length):
        """All bytes from the offset on where length is None."""
        try:
            with open(os.path.join(self._folder, name), "rb") as file:
                file.seek(offset)
                data = file.read() if length is None else file.read(length)
        except FileNotFoundError:
            raise Damaged(f"{name}: it isn't there") from None
        need(length is None or len(data) == length, f"{name}: it ends too early")
        return data

    def length(self, name):
        return os.path.getsize(os.path.join(self._folder, name))

    def list(self, prefix):
        """Names of 32 hexadecimal digits at their ends; others are somebody else's."""
        found = []
        for folder, _, files in os.walk(os.path.join(self._folder, prefix)):
            found += [os.path.relpath(os.path.join(folder, file), self._folder) for file in files if _is_name(file)]
        return sorted(found)


def _is_name(file):
    return len(file) == 32 and all(digit in "0123456789abcdef" for digit in file)
