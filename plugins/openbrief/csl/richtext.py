"""Markup and quotation marks inside a field's text become nodes.

Source: CSL 1.0.2 data format, "HTML-like formatting tags"; quotation marks as CSL 1.0.2,
Formatting and `quotes` ask for the turn of inner and outer marks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from openbrief.csl.nodes import Format, Node, Span, joined

_NOTICED = re.compile(r"[<\"'“”‘’]")
_TOKEN = re.compile(
    r"</?(?:i|b|sc|sup|sub|em|strong)>"
    r"|<span\s+class=\"(?:nocase|nodecor)\"\s*>"
    r"|<span\s+style=\"font-variant:\s*small-caps;?\"\s*>"
    r"|</span>|[\"'“”‘’]"
)
_TYPED = re.compile(_TOKEN.pattern.replace("‘’", ""))
_TAG = re.compile(r"</?[a-z][^<>]{0,60}>")
_DEPTH = 40
"""Deeper markup stays as it was written, so that no text can exhaust the stack."""
_RAISED = re.compile("[ªº²³¹ʰ-ʸˀˁˠ-ˤۥۦᴬ-ᵪᵸᶛ-ᶿ⁰-ⁿℓ℠™ⵯ㆒-㆟ꟸꟹﳙ-ﳹ]")
_UNDECOMPOSED = {"ˀ": "ʔ", "ˁ": "ʕ", "ۥ": "و", "ۦ": "ي"}
_FORMATS: dict[str, Format] = {
    "i": (("font-style", "italic"),),
    "em": (("font-style", "italic"),),
    "b": (("font-weight", "bold"),),
    "strong": (("font-weight", "bold"),),
    "sc": (("font-variant", "small-caps"),),
    "small-caps": (("font-variant", "small-caps"),),
    "sup": (("vertical-align", "sup"),),
    "sub": (("vertical-align", "sub"),),
}
_CLOSERS = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_LEADS = "([{-–—/\u00a0¡¿"


def parse(text: str) -> Node:
    """Read a field's text; without markup or quotation marks it is the text itself."""
    return _Reader(text, _TOKEN).read() if _NOTICED.search(text) else raised(text)


def parse_typed(text: str) -> Node:
    """Read a text that a person typed around a cite: its punctuation stays where it stands."""
    node = _Reader(text, _TYPED).read() if _NOTICED.search(text) else raised(text)
    return node if isinstance(node, str) else Span((node,), tag="typed")


def raised(text: str) -> Node:
    """Turn superscript characters into raised ordinary ones (Unicode's `<super>` mapping)."""
    if text.isascii() or not _RAISED.search(text):
        return text
    nodes: list[Node | None] = []
    at = 0
    for match in _RAISED.finditer(text):
        lowered = "".join(map(_lowered, match[0]))
        if lowered == match[0]:
            continue
        nodes += (text[at : match.start()], Span((lowered,), _FORMATS["sup"]))
        at = match.end()
    nodes.append(text[at:])
    return joined(nodes) or ""


def _lowered(character: str) -> str:
    if character in _UNDECOMPOSED:
        return _UNDECOMPOSED[character]
    kind, _, codes = unicodedata.decomposition(character).partition("> ")
    return "".join(chr(int(code, 16)) for code in codes.split()) if kind == "<super" else character


@dataclass(slots=True)
class _Frame:
    """An opened tag or quotation mark and what has been read since."""

    source: str
    closer: str
    nodes: list[Node | None] = field(default_factory=list)


class _Reader:
    """Reads one text; what opens and never closes stays as it was written."""

    def __init__(self, text: str, token: re.Pattern[str]) -> None:
        self.text = text
        self.token = token
        self.frames = [_Frame("", "")]
        self.before = ""
        """The character before, tags left aside."""

    def read(self) -> Node:
        at = 0
        for match in self.token.finditer(self.text):
            self._keep(self.text[at : match.start()])
            at = match.end()
            self._token(match[0], match.end())
        self._keep(self.text[at:])
        while len(self.frames) > 1:
            self._abandon()
        return joined(self.frames[0].nodes) or ""

    def _keep(self, text: str) -> None:
        if text:
            self.frames[-1].nodes.append(raised(text))
            self.before = text[-1]

    def _token(self, token: str, end: int) -> None:
        if token[0] != "<":
            self._mark(token, end)
            self.before = token
        elif len(self.frames) > _DEPTH:
            self._keep(token)
        elif token.startswith("</"):
            self._close_tag(token)
        else:
            closer = f"</{token[1:5]}>" if token.startswith("<span") else f"</{token[1:]}"
            self.frames.append(_Frame(token, closer))

    def _close_tag(self, token: str) -> None:
        if not any(frame.closer == token for frame in self.frames):
            self._keep(token)
            return
        while self.frames[-1].closer != token:
            self._abandon()
        frame = self.frames.pop()
        children = tuple(node for node in frame.nodes if node)
        if children:
            self.frames[-1].nodes.append(_tagged(frame.source, children))

    def _mark(self, mark: str, end: int) -> None:
        before, after = self.before, self._after(end)
        if self._closes(mark, before, after):
            while self.frames[-1].closer != mark:
                self._abandon()
            frame = self.frames.pop()
            children = tuple(node for node in frame.nodes if node)
            self.frames[-1].nodes.append(Span(children, quotes="yes"))
        elif self._opens(mark, before, after):
            self.frames.append(_Frame(mark, _CLOSERS[mark]))
        else:
            self._keep("’" if mark == "'" else mark)

    def _opens(self, mark: str, before: str, after: str) -> bool:
        if mark not in _CLOSERS or len(self.frames) > _DEPTH:
            return False
        return mark in "“‘" or _may_open(before, after)

    def _closes(self, mark: str, before: str, after: str) -> bool:
        """Tell whether a mark ends a quotation that began inside the same tags."""
        if not before or before.isspace() or after.isalnum():
            return False
        for frame in reversed(self.frames):
            if frame.closer == mark:
                return bool(frame.nodes) or frame is not self.frames[-1]
            if frame.source.startswith("<"):
                return False
        return False

    def _abandon(self) -> None:
        frame = self.frames.pop()
        source = "’" if frame.source == "'" else frame.source
        self.frames[-1].nodes += [source, *frame.nodes]

    def _after(self, at: int) -> str:
        while match := _TAG.match(self.text, at):
            at = match.end()
        return self.text[at : at + 1]


def _may_open(before: str, after: str) -> bool:
    starts = not before or before.isspace() or before in _LEADS or before in "\"'“‘"
    return starts and bool(after) and not after.isspace()


def _tagged(source: str, children: tuple[Node, ...]) -> Span:
    for name in ("nocase", "nodecor"):
        if name in source:
            return Span(children, tag=name)
    name = "small-caps" if source.startswith("<span") else source[1:-1]
    return Span(children, _FORMATS[name], markup=True)
