"""Rules for pictures and drawings."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

from openbrief.features.downloads.epub.marks import mark
from openbrief.features.downloads.epub.setting import Setting, put
from openbrief.typeset.fragment.own import mark_name
from openbrief.typeset.fragment.prepare import has_class
from openbrief.typeset.fragment.svg import svg_file, words_of


def pictures(root: HtmlElement, setting: Setting) -> None:
    """Take the pictures into the book; words stand for one that can't be."""
    images = setting.draft.chapter.edition.images
    for node in list(root.iter("img")):
        source, alt = node.get("src") or "", node.get("alt") or ""
        name = setting.pictures.keep(images.get(source, b""))
        node.set("alt", alt)
        node.set("src", name)
        if name:
            continue
        if source in images:
            advice = "save it as SVG, PNG, JPEG, GIF or WebP"
            setting.report("epub-picture-type", f"books can't show the picture `{source}`", advice)
        node.tag, node.text = "span", alt


def drawings(root: HtmlElement, setting: Setting) -> None:
    """Draw the proof marks; another drawing in the text becomes a picture of its own."""
    for node in list(root.iter("svg")):
        if has_class(node, "pm"):
            drawn = mark(mark_name(node))
            put(node, etree.fromstring(drawn) if drawn else None)
            continue
        src = setting.pictures.keep(svg_file(node))
        put(node, root.makeelement("img", {"src": src, "alt": words_of(node)}))
