"""Rules for pictures and figures."""

from __future__ import annotations

import hashlib
import re

from lxml.html import HtmlElement

from openbrief.model.picture import format_of
from openbrief.typeset.fragment.converter import Converter, Rule, room
from openbrief.typeset.fragment.prepare import has_class
from openbrief.typeset.fragment.svg import svg_file, words_of
from openbrief.typeset.literal import call, string

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(px|pt|em|%)?")
_STYLE_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([^;]+)")
# A CSS pixel is 1/96 inch, a point 1/72.
_UNITS = {
    "": ("pt", 0.75),
    "px": ("pt", 0.75),
    "pt": ("pt", 1.0),
    "em": ("em", 1.0),
    "%": ("%", 1.0),
}


def _image(node: HtmlElement, converter: Converter) -> str:
    """Give a picture with the words that stand for it, or those alone where it cannot be found."""
    source, alt = node.get("src") or "", node.get("alt") or ""
    data = converter.sheet.images.get(source)
    if data is None:
        return converter.sheet.text(alt)
    kept = _keep(data, converter)
    converter.sheet.pictures.setdefault(kept, (source, alt))
    return _picture(kept, alt, _width(node), converter)


def _picture(name: str, alt: str, width: str, converter: Converter) -> str:
    named = {"width": width} if width else {}
    alt = converter.sheet.text(" ".join(alt.split()))
    return call("picture", string(name), alt, **named)


def _keep(data: bytes, converter: Converter) -> str:
    """Hand the picture to the printer; it is named by its bytes, in each text of a document."""
    name = f"picture-{hashlib.sha256(data).hexdigest()[:16]}.{_format(data)}"
    converter.sheet.files[name] = data
    return name


def _format(data: bytes) -> str:
    if data.startswith(b"%PDF"):
        return "pdf"
    found = format_of(data)
    return found.name if found else "svg"


def _width(node: HtmlElement) -> str:
    style = _STYLE_WIDTH.search(node.get("style") or "")
    stated = style.group(1).strip() if style else (node.get("width") or "").strip()
    found = _LENGTH.fullmatch(stated)
    if not found:
        return ""
    unit, factor = _UNITS[found.group(2) or ""]
    return f"{float(found.group(1)) * factor:g}{unit}"


def _svg(node: HtmlElement, converter: Converter) -> str:
    """Give a drawing that stands in the text itself."""
    return _picture(_keep(svg_file(node), converter), words_of(node), _width(node), converter)


def _figure(node: HtmlElement, converter: Converter) -> str:
    """Keep a picture or table and its caption together; a quotation's caption is its source."""
    caption = next(node.iterchildren("figcaption"), None)
    is_long = room(node) > _LONG
    if caption is None:
        body = converter.blocks(node)
        return body if is_long or has_class(node, "frame") else call("frame", body)
    if [child.tag for child in node if child is not caption] == ["blockquote"]:
        quotation = next(node.iterchildren("blockquote"))
        caption.set("class", "attribution")
        quotation.append(caption)
        return converter.blocks(node)
    words = converter.content(caption)
    caption.drop_tree()
    kind = next((_KINDS[str(part.tag)] for part in node.iter() if part.tag in _KINDS), "")
    if is_long and kind == "image":
        kind = ""
    body = converter.blocks(node)
    return (
        call("captioned", words, body, kind=string(kind)) if kind else call("framed", words, body)
    )


def _attribution(node: HtmlElement, converter: Converter) -> str:
    return call("attribution", call("small", converter.content(node)))


_LONG = 1200
"""What holds more characters may be longer than a page, where a picture and its words may not."""
_KINDS = {"table": "table", "img": "image", "svg": "image"}
"""What stands in a figure, by the first element that says so."""

MEDIA: dict[str, Rule] = {
    "img": _image,
    "svg": _svg,
    "figure": _figure,
    "figcaption.attribution": _attribution,
}
"""Pictures, drawings and what frames them."""
