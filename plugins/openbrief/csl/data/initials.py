"""Given names as initials (CSL 1.0.2, Name: `initialize`, `initialize-with`)."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"(</?[a-z][^<>]*>)|(-?)([^\s.\-<]+)(\.?)")


def initials(given: str, mark: str, *, hyphen: bool = True, initialize: bool = True) -> str:
    """Write a given name with `mark` after each initial.

    Lower-case words stay; with `initialize` off, full names stay and only initials are tidied.
    Markup stays around what it holds.
    """
    written = ""
    for tag, lead, word, stop in _TOKEN.findall(given):
        if tag:
            written = _with_tag(written, tag)
        elif lead and word[0].islower():
            continue
        else:
            text, spaced = _piece(word, stop, mark, initialize=initialize)
            if lead and hyphen:
                written = written.rstrip() + "-"
            elif spaced and written and not written[-1].isspace() and written[-1] != ">":
                written += " "
            written += text
    return written.rstrip()


def _with_tag(written: str, tag: str) -> str:
    """Put a closing tag before the space that follows its words."""
    if tag[1] != "/":
        return written + tag
    bare = written.rstrip()
    return bare + tag + written[len(bare) :]


def _piece(word: str, stop: str, mark: str, *, initialize: bool) -> tuple[str, bool]:
    """Give a word as it is written, and whether a space parts it from what comes before."""
    if word[0].islower():
        return f"{word}{stop} ", True
    if stop or len(word) == 1:
        return word + mark, False
    return (_initial(word) + mark, False) if initialize else (f"{word} ", True)


def _initial(word: str) -> str:
    """Give a word's initial; capitals before small letters are one sound: `TSerendorj`."""
    count = next((at for at, letter in enumerate(word) if not letter.isupper()), 0)
    return word[:count].capitalize() if 2 <= count <= 3 else word[0]
