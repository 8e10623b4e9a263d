"""What a reader says when something isn't as the format's page has it."""


class Damaged(Exception):
    """An object is missing, cut short, altered, or of an unknown version."""


def need(condition, what):
    if not condition:
        raise Damaged(what)
