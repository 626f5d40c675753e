"""The proof that everything in a text is in its Word file.

pandoc leaves out what it cannot read without an error. So the text that it was given and the text
that it wrote are compared, in each file that is made: each block's letters are found in the
document or in its notes, in the order of the text; and there are as many notes, pictures and
formulas as were given. That the text which pandoc is given has all the words of the page is up to
the rules (`elements.py`, `own.py`): the walk hands each element to one or reports it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from openbrief.features.downloads.docx.runs import W
from openbrief.typeset.fragment.whitespace import BLOCKS

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_KIND, _MARK = "epub:type", "noteref"
_WORDS = {f"{W}noBreakHyphen": "\u2011"}


def lost(source: str, document: bytes, notes: bytes) -> Iterator[str]:
    """Yield what is in the source and not in the file, in words that a person finds it by.

    Args:
        source: the HTML that pandoc was given.
        document: the `document.xml` that it wrote.
        notes: the `footnotes.xml`.
    """
    root: HtmlElement = html.document_fromstring(source)
    written, noted = etree.fromstring(document), etree.fromstring(notes)
    yield from _missing(root, written)
    for aside in root.iter("aside"):
        yield from _missing(aside, noted)
    marks = [node for node in root.iter("a") if node.get(_KIND) == _MARK]
    counted = (
        ("pictures", list(root.iter("img")), f"{W}drawing"),
        ("formulas", list(root.iter("math")), _MATH),
        ("notes", marks, f"{W}footnoteReference"),
    )
    for name, given, tag in counted:
        found = sum(1 for tree in (written, noted) for _ in tree.iter(tag))
        if found != len(given):
            yield f"{name}: {found} of {len(given)}"


def _missing(source: HtmlElement, written: etree._Element) -> Iterator[str]:
    """Yield the blocks whose letters do not come next in what was written."""
    text, place = "".join(_letters_written(written)), 0
    for block in _blocks(source):
        letters = _letters(block)
        found = text.find(letters, place)
        if found < 0:
            yield " ".join(block.split())[:60]
        else:
            place = found + len(letters)


def _letters_written(root: etree._Element) -> Iterator[str]:
    for node in root.iter(f"{W}t", *_WORDS):
        yield _letters(_WORDS.get(str(node.tag)) or node.text or "")


def _letters(text: str) -> str:
    """Leave out white space and signs that are not seen: both may be written in other ways."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def _blocks(root: HtmlElement) -> Iterator[str]:
    """Yield the text between the beginnings and ends of blocks, in order; notes are apart."""
    block: list[str] = []
    for text in (*_texts(root), None):
        if text is not None:
            block.append(text)
        elif block:
            yield "".join(block)
            block = []


def _texts(node: HtmlElement, *, is_root: bool = True) -> Iterator[str | None]:
    """Yield the pieces of text, and nothing where a block begins or ends."""
    is_block = node.tag in BLOCKS
    if is_block:
        yield None
    if (node.tag != "math" and node.get(_KIND) is None) or is_root:
        yield node.text or ""
        for child in node:
            yield from _texts(child, is_root=False)
            yield child.tail or ""
    if is_block:
        yield None
