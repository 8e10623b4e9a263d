"""The fields that trees and lists are written in (the page's section "Fields")."""

from damage import need

MAX_COUNT = 65_536


class Fields:
    def __init__(self, data, what):
        self._data, self._at, self._what = data, 0, what

    def need(self, condition, reason):
        need(condition, f"{self._what}: {reason}")

    def take(self, count):
        self.need(count <= len(self._data) - self._at, "it ends too early")
        self._at += count
        return self._data[self._at - count:self._at]

    def byte(self):
        return self.take(1)[0]

    def number(self, bits=64):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        self.need(value < 1 << bits and (byte or shift == 7), "a number is too large or too long")
        return value

    def signed(self):
        value = self.number()
        return value >> 1 if value % 2 == 0 else -(value + 1 >> 1)

    def bytes(self):
        return self.take(self.number())

    def text(self):
        try:
            return self.bytes().decode("utf-8")
        except UnicodeDecodeError:
            self.need(False, "a text isn't UTF-8")

    def id(self):
        return self.take(32)

    def count(self):
        value = self.number()
        self.need(value <= MAX_COUNT, "a count is too large")
        return value

    def expect_end(self):
        self.need(self._at == len(self._data), "bytes follow the last field")
