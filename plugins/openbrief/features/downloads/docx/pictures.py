"""Rules for pictures: Word gets PNG, JPEG or GIF, and the words that stand for them."""

from __future__ import annotations

import base64
import re
import struct
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from lxml.html import HtmlElement

from openbrief.features.downloads.docx.rules import unwrap
from openbrief.features.downloads.docx.sheet import Sheet
from openbrief.model.picture import PNG, format_of
from openbrief.typeset.faces import faces
from openbrief.typeset.fragment.converter import near_text
from openbrief.typeset.fragment.svg import svg_file, words_of

_PER_INCH = 192
"""The pixels of a drawing to the inch; CSS has 96."""
_TEXT_WIDTH = 642
"""The width of the text in CSS pixels: 170 mm."""
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(?:px)?")
_STYLE_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([^;]+)")
_SHEET = (
    "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    '#set text(font: ("Commissioner", "Literata"))\n'
    '#image("{name}")'
)


def picture(node: HtmlElement, sheet: Sheet) -> None:
    """Hand a picture over inside the text: pandoc opens no file."""
    data, alt = sheet.images.get(node.get("src") or ""), node.get("alt") or ""
    if data is None:
        _instead(node, alt, sheet)
        return
    _place(node, data, alt, _width(node), sheet)


def drawing(node: HtmlElement, sheet: Sheet) -> None:
    """Hand over a drawing that stands in the text itself."""
    data, alt, tail = svg_file(node), words_of(node), node.tail
    node.clear()
    node.tail, node.tag = tail, "img"
    _place(node, data, alt, 0, sheet)


def _instead(node: HtmlElement, alt: str, sheet: Sheet) -> None:
    """Leave the words for a picture that can't be shown."""
    node.text = alt
    unwrap(node, sheet)


def _place(node: HtmlElement, data: bytes, alt: str, width: float, sheet: Sheet) -> None:
    found = format_of(data)
    if found is None or not found.in_word:
        try:
            data, found = _drawn(data), PNG
        except typst.TypstError as error:
            name = node.get("src") or near_text(node)
            words = f"the picture `{name}` cannot be drawn: {error.message}"
            sheet.report("docx-lost", words, "save it anew, as SVG, PNG or JPEG")
            _instead(node, alt, sheet)
            return
        width = width or _natural_width(data)
    node.attrib.clear()
    node.set("src", f"data:{found.media_type};base64,{base64.b64encode(data).decode()}")
    node.set("alt", " ".join(alt.split()))
    if width:
        node.set("width", f"{min(width, _TEXT_WIDTH):g}")


def _drawn(data: bytes) -> bytes:
    """Draw SVG, WebP or PDF as PNG.

    Typst 0.15.2 for Python reads bytes that are not UTF-8 from a file alone.

    Raises:
        typst.TypstError: the picture is damaged.
    """
    name = "picture.webp" if data[8:12] == b"WEBP" else "picture.svg"
    name = "picture.pdf" if data.startswith(b"%PDF") else name
    with TemporaryDirectory() as folder:
        start = Path(folder) / "main.typ"
        start.write_text(_SHEET.format(name=name), "utf-8")
        (Path(folder) / name).write_bytes(data)
        drawn = typst.compile(
            str(start), root=folder, font_paths=faces(), format="png", ppi=_PER_INCH
        )
    if not isinstance(drawn, bytes):
        raise TypeError("the picture has more than one page")
    return drawn


def _natural_width(png: bytes) -> float:
    """Read the width in CSS pixels from a PNG of ours (PNG 3, 11.2.1: IHDR comes first)."""
    pixels: int = struct.unpack(">I", png[16:20])[0]
    return pixels * 96 / _PER_INCH


def _width(node: HtmlElement) -> float:
    """Give the width that the author asked for, in CSS pixels; 0 where there is none."""
    style = _STYLE_WIDTH.search(node.get("style") or "")
    stated = (style.group(1) if style else node.get("width") or "").strip()
    if stated.endswith("%"):
        share = _LENGTH.fullmatch(stated[:-1])
        return float(share.group(1)) * _TEXT_WIDTH / 100 if share else 0
    found = _LENGTH.fullmatch(stated)
    return float(found.group(1)) if found else 0
