"""Addresses and texts as configurations of servers hold them, where one sign could say more."""

from __future__ import annotations

from urllib.parse import quote


def encoded(path: str, also: str = "") -> str:
    """Give a path as it stands in an address (RFC 3986): letters, digits and few signs are left.

    No space, line end, quotation mark or `$` comes out, so the path ends where it is to end.

    Args:
        path: as it lies on disk.
        also: more signs to be left.
    """
    return quote(path, safe=f"/-._~{also}")


def quoted(text: str) -> str:
    """Give a text as one word of an nginx configuration.

    Raises:
        ValueError: it has control characters, which no name of ours has.
    """
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in text):
        raise ValueError(f"{text!r} can't stand in a configuration")
    inner = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'
