"""The inline level: code spans, tags, addresses, escapes and link destinations."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

# Each branch begins with one certain character, and what must not stand before it is asked after
# it: so the search jumps from one of these characters to the next.
_SPECIAL = re.compile(
    r"""\\[!-/:-@\[-`{-~]                                         # an escaped character
      | ``*+                                                      # a code span's edge
      | <
      | h(?<![\w@].)(?<!@\{.)ttps?://                             # a bare address
      | f(?<![\w@].)(?<!@\{.)tp://
      | w(?<![\w@].)(?<!@\{.)ww\.
      | !\[ | \[ | \]
      | \{(?<!@.)(?::[^{}\n]*+|[ ]*+[#.][^{}\n]*+)\}              # an attribute list
    """,
    re.VERBOSE,
)
_ADDRESS = re.compile(r"[^\s<>\[\]`\"|()]*+(?:\([^\s<>\[\]`\"|()]*+\)[^\s<>\[\]`\"|()]*+)*+")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.\-]*+:[^\s<>]*+|[^\s<>@]++@[^\s<>@]++)>")
_TAG = re.compile(
    r"""</?([A-Za-z][A-Za-z0-9:\-]*+)(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>|<[!?][^<>]*+>""",
)
_RAW_END = re.compile(r"</(script|style|pre|code|textarea)\s*+>", re.IGNORECASE)
_PAREN = re.compile(r"""\\.|[()]|\s(?:"[^"\n]*+"|'[^'\n]*+')(?=[ \t]*+\))""", re.DOTALL)
_TITLE = re.compile(r"\s[\"']")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")

_AFTER_FORMULA = re.compile(r"\$(?:\{([^{}\n]*+)\})?+")

_NESTING = 32
"""How many open brackets an address may hold; CommonMark 0.31.2, 6.3, asks for three."""


class FoundLink(NamedTuple):
    """The address of a link or an image, as the author wrote it."""

    start: int
    """The offset of the construct's first character."""
    target: str
    is_image: bool = False


class FoundFormula(NamedTuple):
    """A formula in LaTeX."""

    start: int
    end: int
    latex: str
    words: str
    """What the author says that it says; may be empty."""
    is_block: bool = False


@dataclass(slots=True)
class InlineScan:
    """The inline constructs of one text; fed with its segments in order."""

    text: str
    verbatim: list[tuple[int, int]] = field(default_factory=list)
    links: list[FoundLink] = field(default_factory=list)
    formulas: list[FoundFormula] = field(default_factory=list)
    _runs: dict[int, list[int]] = field(default_factory=dict)
    _raw_ends: dict[str, list[int]] = field(default_factory=dict)
    _open: list[tuple[int, bool]] = field(default_factory=list)
    _comments_end: bool = True

    def __post_init__(self) -> None:
        """Index what closes a construct, so that no opening has to look for it."""
        for run in re.finditer("`+", self.text):
            self._runs.setdefault(len(run[0]), []).append(run.start())
        for tag in _RAW_END.finditer(self.text):
            self._raw_ends.setdefault(tag[1].lower(), []).append(tag.end())

    def scan(self, start: int, end: int) -> int:
        """Scan one segment; give the offset reached, which a comment may put further on."""
        self._open.clear()
        at = start
        while found := _SPECIAL.search(self.text, at, end):
            at = self._step(found, end)
            if at >= end:
                break
        return max(at, end)

    def _step(self, found: re.Match[str], end: int) -> int:
        match found[0][0]:
            case "\\" | "{":
                return self._hide(found.start(), found.end())
            case "`":
                return self._code_span(found, end)
            case "<":
                return self._angle(found.start(), end)
            case "!" | "[":
                self._open.append((found.start(), found[0] == "!["))
                return found.end()
            case "]":
                return self._bracket(found.start(), end)
            case _:
                return self._address(found.start(), end)

    def _hide(self, start: int, end: int) -> int:
        self.verbatim.append((start, end))
        return end

    def _code_span(self, found: re.Match[str], end: int) -> int:
        length = len(found[0])
        starts = self._runs.get(length, [])
        near = bisect_left(starts, found.end())
        if near == len(starts) or starts[near] >= end:
            return found.end()
        formula = self._formula(found, starts[near], end)
        if formula is None:
            return self._hide(found.start(), starts[near] + length)
        self.formulas.append(formula)
        return self._hide(formula.start, formula.end)

    def _formula(self, opening: re.Match[str], close: int, end: int) -> FoundFormula | None:
        """Give the formula that a code span between dollars is, with the words in braces behind."""
        start = opening.start() - 1
        after = _AFTER_FORMULA.match(self.text, close + len(opening[0]), end)
        is_escaped = bool(self.verbatim) and self.verbatim[-1][1] > start
        if start < 0 or self.text[start] != "$" or after is None or is_escaped:
            return None
        latex = " ".join(self.text[opening.end() : close].split())
        return FoundFormula(start, after.end(), latex, (after[1] or "").strip())

    def _address(self, start: int, end: int) -> int:
        found = _ADDRESS.match(self.text, start, end)
        return self._hide(start, found.end() if found else start + 1)

    def _angle(self, start: int, end: int) -> int:
        if self.text.startswith("<!--", start):
            return self._comment(start)
        if found := _AUTOLINK.match(self.text, start, end):
            return self._hide(start, found.end())
        found = _TAG.match(self.text, start, end)
        if not found:
            return start + 1
        return self._hide(start, self._tag_end(found, end))

    def _comment(self, start: int) -> int:
        close = self.text.find("-->", start + 4) if self._comments_end else -1
        if close < 0:
            self._comments_end = False
            return start + 4
        return self._hide(start, close + 3)

    def _tag_end(self, tag: re.Match[str], end: int) -> int:
        """Give the end of a tag, or of the element if its text is not Markdown."""
        name = (tag[1] or "").lower()
        is_raw = name in ("script", "style", "pre", "code", "textarea")
        if not is_raw or tag[0].startswith("</") or tag[0].endswith("/>"):
            return tag.end()
        ends = self._raw_ends.get(name, [])
        near = bisect_left(ends, tag.end() + 1)
        if near < len(ends):
            return ends[near]
        return end if name == "code" else len(self.text)

    def _bracket(self, close: int, end: int) -> int:
        if not self._open:
            return close + 1
        start, is_image = self._open.pop()
        after = self.text[close + 1 : close + 2] if close + 1 < end else ""
        stop = -1
        if after == "(":
            stop = _closing_paren(self.text, close + 1, end)
        elif after == "[" and is_image:
            stop = self.text.find("]", close + 1, min(end, close + 1000))
        if stop < 0:
            return close + 1
        if after == "(":
            target = _target(self.text[close + 2 : stop])
            self.links.append(FoundLink(start, target, is_image))
        # An image's words become an attribute, where nothing of ours can stand.
        return self._hide(start if is_image else close + 1, stop + 1)


def _closing_paren(text: str, start: int, end: int) -> int:
    depth = 0
    for found in _PAREN.finditer(text, start, end):
        if found[0] == "(":
            depth += 1
        elif found[0] == ")":
            depth -= 1
        if depth == 0:
            return found.start()
        if depth > _NESTING:
            break
    return -1


def _target(inside: str) -> str:
    inside = inside.strip()
    if inside.startswith("<") and ">" in inside:
        return inside[1 : inside.index(">")]
    title = _TITLE.search(inside)
    if title and inside[-1] in "\"'":
        inside = inside[: title.start()].rstrip()
    return _ESCAPE.sub(r"\1", inside)
