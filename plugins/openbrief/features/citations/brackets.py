"""The brackets and keys of a text as a tree, block by block."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

KEY = r"\w(?:\w|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*+"
"""A key as it may be written without braces (Pandoc manual, Citation syntax)."""

HIDDEN = "\0"
"""What stands for a character that is not prose."""

_TOKEN = re.compile(
    rf"""(?P<edge>\n(?=[ \t>]*+(?:\n|[-*+][ \t]|\d{{1,9}}[.)][ \t]|\#{{1,6}}[ \t]|\||:::)))
       | (?P<cite>-?@(?:\{{(?P<braced>[^\s{{}}\0]*+)\}}|(?P<key>{KEY}))?+)
       | (?P<mark>[\[\];])
    """,
    re.VERBOSE,
)
_BEFORE_KEY = frozenset("*_|>\"'—–")
"""What may stand directly before a key besides space and opening punctuation."""


@dataclass(frozen=True, slots=True)
class Key:
    """`@key`, or an `@` with nothing after it."""

    start: int
    end: int
    key: str
    is_suppressed: bool


@dataclass(frozen=True, slots=True)
class Semicolon:
    """What parts the items of a citation."""

    start: int


@dataclass(slots=True)
class Group:
    """A pair of brackets and what stands in it, nested groups as groups."""

    start: int
    end: int = 0
    """After the closing bracket; 0 if there is none."""
    nodes: list[Node] = field(default_factory=list)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys that stand in these brackets and no others."""
        return tuple(node for node in self.nodes if isinstance(node, Key))


Node = Key | Semicolon | Group


def masked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Give the text with all but line feeds hidden outside of the ranges."""
    parts: list[str] = []
    at = 0
    for start, end in (*ranges, (len(text), len(text))):
        parts += (re.sub(r"[^\n]", HIDDEN, text[at:start]), text[start:end].replace(HIDDEN, " "))
        at = end
    return "".join(parts)


def blocks(text: str, prose: str) -> Iterator[tuple[Group, tuple[Group, ...]]]:
    """Yield for each block its tree, and the groups in it that were never closed.

    The tree's own group is the block. What stands in a group that was never closed belongs to
    that group alone.
    """
    stack = [Group(0)]
    for token in _TOKEN.finditer(prose):
        if token["edge"]:
            yield stack[0], tuple(stack[1:])
            stack = [Group(token.end())]
        else:
            _add(token, text, stack)
    yield stack[0], tuple(stack[1:])


def _add(token: re.Match[str], text: str, stack: list[Group]) -> None:
    if token["cite"]:
        is_after_item = len(stack) > 1 and token.string[token.start() - 1] in ",;"
        if is_after_item or _may_begin(token.string, text, token.start()):
            key = token["braced"] or token["key"] or ""
            suppressed = token["cite"].startswith("-")
            stack[-1].nodes.append(Key(token.start(), token.end(), key, suppressed))
    elif token["mark"] == "[":
        stack.append(Group(token.start()))
    elif token["mark"] == ";":
        stack[-1].nodes.append(Semicolon(token.start()))
    elif len(stack) > 1:
        group = stack.pop()
        group.end = token.end()
        stack[-1].nodes.append(group)


def _may_begin(prose: str, text: str, start: int) -> bool:
    """Tell whether a key may begin here: at the start, after space or opening punctuation."""
    before = prose[start - 1 : start]
    if before == HIDDEN:
        return text[start - 1] == ">"
    return (
        not before
        or before.isspace()
        or before in _BEFORE_KEY
        or unicodedata.category(before) in ("Ps", "Pi")
    )
