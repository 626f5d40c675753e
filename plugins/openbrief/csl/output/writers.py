"""Writers: one interface, a class for each kind of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from openbrief.csl.nodes import Span
from openbrief.csl.output.stream import Close, Open, Operation, Quote

_NORMAL = {
    "font-style": "normal",
    "font-weight": "normal",
    "font-variant": "normal",
    "text-decoration": "none",
    "vertical-align": "baseline",
}


_ELEMENTS = {
    ("font-style", "italic"): "i",
    ("font-weight", "bold"): "b",
    ("vertical-align", "sup"): "sup",
    ("vertical-align", "sub"): "sub",
}
_CALLS = {
    ("font-style", "italic"): "emph",
    ("font-style", "oblique"): "emph",
    ("font-style", "normal"): 'text(style: "normal")',
    ("font-weight", "bold"): "strong",
    ("font-weight", "light"): 'text(weight: "light")',
    ("font-weight", "normal"): 'text(weight: "regular")',
    ("font-variant", "small-caps"): "smallcaps",
    ("text-decoration", "underline"): "underline",
    ("vertical-align", "sup"): "super",
    ("vertical-align", "sub"): "sub",
}
_SHIFTED = {
    "sup": str.maketrans(
        "0123456789+-=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
    ),
    "sub": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}


class Writer(Protocol):
    """Gives text, formatting and blocks in one kind of markup."""

    def text(self, text: str) -> str:
        """Give a text with whatever its characters need to stand for themselves."""

    def formatted(self, content: str, name: str, value: str) -> str:
        """Give written content with a CSS property set, e.g. `font-style` to `italic`."""

    def block(self, content: str, display: str) -> str:
        """Give written content as a display block (CSL 1.0.2, Display)."""


class PlainWriter:
    """Plain text: no formatting but superscripts and subscripts that Unicode has."""

    def text(self, text: str) -> str:
        """Give the text as it is."""
        return text

    def formatted(self, content: str, name: str, value: str) -> str:
        """Give the content as it is; a superscript such as that of `nº` in its own characters."""
        shifted = _SHIFTED.get(value, {}) if name == "vertical-align" else {}
        known = all(ord(letter) in shifted for letter in content)
        return content.translate(shifted) if known else content

    def block(self, content: str, display: str) -> str:
        """Put a block on a line of its own."""
        return f"\n{content}\n" if display == "block" else _apart(content, display)


class HtmlWriter:
    """HTML with elements where there are any, else a `style` attribute."""

    def text(self, text: str) -> str:
        """Escape what HTML would read."""
        return text.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;")

    def formatted(self, content: str, name: str, value: str) -> str:
        """Wrap in an element, or in a `span` with its style."""
        element = _ELEMENTS.get((name, value))
        if element:
            return f"<{element}>{content}</{element}>"
        return f'<span style="{name}:{value};">{content}</span>'

    def block(self, content: str, display: str) -> str:
        """Wrap in a `div` whose class names the block."""
        return f'<div class="csl-{display}">{content}</div>'


class TypstWriter:
    """Typst markup, by functions, so that it holds inside words."""

    def text(self, text: str) -> str:
        """Escape every character that Typst's markup may read."""
        return re.sub(r"([\\`*_#$@<>\[\]~=+\-/'\"])", r"\\\1", text)

    def formatted(self, content: str, name: str, value: str) -> str:
        """Call Typst's function for it; what has none stays as it is."""
        call = _CALLS.get((name, value))
        return f"#{call}[{content}]" if call else content

    def block(self, content: str, display: str) -> str:
        """Put a block on its own; columns are the page's business."""
        return f"#block[{content}]" if display == "block" else _apart(content, display)


def _apart(content: str, display: str) -> str:
    """Part a number or label in the margin from the text that follows it on the same line."""
    return f"{content.rstrip()} " if display == "left-margin" else content


def write(operations: Sequence[Operation], writer: Writer) -> str:
    """Write a stream; formatting inside its like turns round (CSL 1.0.2, Formatting)."""
    stack: list[list[str]] = [[]]
    states: list[dict[str, str]] = [_NORMAL]
    changes: list[list[tuple[str, str]]] = []
    for operation in operations:
        if isinstance(operation, str):
            stack[-1].append(writer.text(operation))
        elif isinstance(operation, Quote):
            stack[-1].append(writer.text(operation.text))
        elif isinstance(operation, Open):
            changes.append(_changes(operation.span, states[-1]))
            states.append({**states[-1], **dict(changes[-1])})
            stack.append([])
        else:
            states.pop()
            content = "".join(stack.pop())
            stack[-1].append(_closed(content, changes.pop(), operation, writer))
    return "".join(stack[0])


def _closed(content: str, changes: Sequence[tuple[str, str]], close: Close, writer: Writer) -> str:
    for name, value in reversed(changes):
        content = writer.formatted(content, name, value) if content else ""
    display = close.span.display
    return writer.block(content, display) if display and content else content


def _changes(span: Span, state: dict[str, str]) -> list[tuple[str, str]]:
    """List the properties that a span really changes."""
    if span.tag == "nodecor":
        return [(name, _NORMAL[name]) for name, value in state.items() if value != _NORMAL[name]]
    found: list[tuple[str, str]] = []
    for name, value in span.format:
        if state[name] != value:
            found.append((name, value))
        elif span.markup and name != "vertical-align":
            found.append((name, _NORMAL[name]))
    return found
