"""Between our pages and the CSL processor: what authors type in, and the HTML that comes out."""

from __future__ import annotations

import re
from html import escape
from unicodedata import normalize

MARGIN = "\ue010"
"""Ends what a style puts into the margin of an entry, such as its number."""

_ELEMENTS = {
    ("font-style", "italic"): "i",
    ("font-style", "oblique"): "i",
    ("font-weight", "bold"): "b",
    ("vertical-align", "sup"): "sup",
    ("vertical-align", "sub"): "sub",
}
_CLASSES = {
    ("font-variant", "small-caps"): "small-caps",
    ("text-decoration", "underline"): "underline",
}


class PageWriter:
    """HTML for our pages: no `style` attribute, which a content security policy forbids."""

    def text(self, text: str) -> str:
        """Escape what HTML would read; raised letters of Unicode, rare in fonts, become `sup`."""
        written = escape(text, quote=False)
        if text.isascii():
            return written
        return _RAISED.sub(lambda m: f"<sup>{normalize('NFKC', m[0])}</sup>", written)

    def formatted(self, content: str, name: str, value: str) -> str:
        """Wrap in an element, or in a `span` with a class; what has neither stays as it is."""
        if element := _ELEMENTS.get((name, value)):
            return f"<{element}>{content}</{element}>"
        if kind := _CLASSES.get((name, value)):
            return f'<span class="{kind}">{content}</span>'
        return content

    def block(self, content: str, display: str) -> str:
        """Part what stands in the margin from the rest (CSL 1.0.2, Display)."""
        if display == "left-margin":
            return f"{content}{MARGIN}"
        return f" {content}" if display == "block" else content


_RAISED = re.compile("[ʰ-ʸˠ-ˤᴬ-ᵡᶛ-ᶿ]+")
_LINK = re.compile(r"\[([^\]\[]+)\]\((https?://[^\s()<>\"]+)\)")
_EMPHASIS = (
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*(?=\S)(.+?)(?<=\S)\*"), r"<i>\1</i>"),
    (re.compile(r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)"), r"<i>\1</i>"),
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN = re.compile("\ue020([^\ue021]*)\ue021([^\ue022]*)\ue022")
_PRIVATE = re.compile("[\ue010-\ue022]")


def typed(affix: str) -> str:
    """Give the Markdown that an author typed around a key as CSL rich text.

    Emphasis becomes CSL's own markup; a link is hidden from the processor, which knows none, and
    comes back by `with_links`.
    """
    text = _LINK.sub("\ue020\\2\ue021\\1\ue022", _PRIVATE.sub("", affix))
    for pattern, markup in _EMPHASIS:
        text = pattern.sub(markup, text)
    return _ESCAPE.sub(r"\1", text)


def with_links(html: str) -> str:
    """Put the links back into a formatted citation."""
    return _HIDDEN.sub(r'<a href="\1">\2</a>', html)
